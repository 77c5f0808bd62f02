package unrolled.nn;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.compute.CellKind;

/**
 * A layer is its cells whatever the sizes: odd ones, ones below and just above a vector's width.
 */
class LayerEqualsCellPropertyTest {
  @Property(tries = 50)
  void outputsAndGradientsAreTheCells(
      @ForAll CellKind kind,
      @ForAll boolean isDouble,
      @ForAll @IntRange(min = 1, max = 70) int inputSize,
      @ForAll @IntRange(min = 1, max = 70) int hiddenSize,
      @ForAll @IntRange(min = 1, max = 2) int layers,
      @ForAll boolean both,
      @ForAll @IntRange(min = 1, max = 4) int steps,
      @ForAll @IntRange(min = 1, max = 70) int batch,
      @ForAll long seed) {
    LayerShape shape = new LayerShape(inputSize, hiddenSize, layers, both, 0, 0);
    DataType type = isDouble ? DataType.DOUBLE : DataType.FLOAT;
    LayerCase c = new LayerCase(kind, shape, type, steps, batch, seed);
    Map<String, double[]> cells = c.results(ThroughCells.forward(c.layer, c.x, c.state));
    c.compare(c.results(c.layer.forward(c.x, c.state)), cells);
  }
}
