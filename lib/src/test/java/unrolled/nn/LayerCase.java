package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static unrolled.autograd.Functions.concat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;

/** A layer with a random input, state and loss; the loss sees every output. */
final class LayerCase {
  final SequenceLayer layer;
  final Tensor x;
  final List<Tensor> state;
  private final DataType type;
  private final Random random;
  private final Tensor weightsOfSequence;
  private final List<Tensor> weightsOfState = new ArrayList<>();

  LayerCase(CellKind kind, LayerShape shape, DataType type, int steps, int batch, long seed) {
    this.type = type;
    random = new Random(seed);
    layer = ThroughCells.newLayer(kind, shape, type, random);
    x = Tensor.parameter(uniform(steps, batch, shape.inputSize()));
    List<Tensor> drawn = new ArrayList<>();
    for (Tensor zero : layer.zeroState(batch)) {
      drawn.add(Tensor.parameter(uniform(zero.shape())));
      weightsOfState.add(uniform(zero.shape()));
    }
    state = List.copyOf(drawn);
    long width = (long) shape.hiddenSize() * (shape.bidirectional() ? 2 : 1);
    weightsOfSequence = uniform(steps, batch, width);
  }

  private Tensor uniform(long... shape) {
    return Tensor.uniform(random, -1, 1, type, shape);
  }

  /** The sequence cut at the given steps, the state handed from part to part. */
  SequenceLayer.Output inChunks(List<Tensor> start, int... ends) {
    List<Tensor> sequences = new ArrayList<>();
    List<Tensor> now = start;
    int from = 0;
    for (int end : ends) {
      SequenceLayer.Output part = layer.forward(x.slice(0, from, end), now);
      sequences.add(part.sequence());
      now = part.state();
      from = end;
    }
    return new SequenceLayer.Output(concat(0, sequences.toArray(Tensor[]::new)), now);
  }

  /** Outputs, and the gradients that a loss on them leaves behind; they are forgotten after. */
  Map<String, double[]> results(SequenceLayer.Output out) {
    Tensor loss = out.sequence().mul(weightsOfSequence).sum();
    for (int s = 0; s < state.size(); s++) {
      Tensor last = out.state().get(s);
      loss = loss.add(last.mul(last).mul(weightsOfState.get(s)).sum());
    }
    loss.backward();
    Map<String, double[]> results = new TreeMap<>();
    results.put("output sequence", out.sequence().toDoubles());
    take(results, "d x", x);
    for (int s = 0; s < state.size(); s++) {
      results.put("output state " + s, out.state().get(s).toDoubles());
      take(results, "d state " + s, state.get(s));
    }
    layer.parameters().forEach((name, p) -> take(results, "d " + name, p));
    return results;
  }

  private static void take(Map<String, double[]> results, String name, Tensor leaf) {
    if (leaf.gradient() != null) {
      results.put(name, leaf.gradient().toDoubles());
      leaf.zeroGradient();
    }
  }

  /**
   * Outputs 1e-12 and gradients 1e-10 in double, 1e-5 in float, of the largest number if over 1.
   */
  void compare(Map<String, double[]> actual, Map<String, double[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, values) -> {
          double exact = name.startsWith("output") ? 1e-12 : 1e-10;
          double size = 1;
          for (double v : values) {
            size = Math.max(size, Math.abs(v));
          }
          double[] got = actual.get(name);
          assertThat(got).as(name).hasSameSizeAs(values);
          for (int j = 0; j < values.length; j++) {
            assertThat(Math.abs(got[j] - values[j]) / size)
                .as("%s, element %d", name, j)
                .isLessThan(type == DataType.FLOAT ? 1e-5 : exact);
          }
        });
  }
}
