package unrolled.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.compute.CellKind;

/** Plain recurrent layers over whole sequences; the state is h. The cell is {@link RNNCell}. */
public final class RNN extends SequenceLayer {
  private final List<RNNCell> cells;

  /** A new layer with random parameters, drawn as the cell draws them. */
  public RNN(LayerShape shape, DataType type, RandomGenerator random) {
    this(shape, type, newCells(shape, type, random), random);
  }

  private RNN(LayerShape shape, DataType type, List<RNNCell> cells, RandomGenerator random) {
    super(CellKind.RNN, shape, type, cells.stream().map(RNN::parts).toList(), random);
    this.cells = cells;
    for (int k = 0; k < cells.size(); k++) {
      child(shape.nameOf(k), cells.get(k));
    }
  }

  /** The layer that runs this cell over sequences; the two share their parameters. */
  public static RNN of(RNNCell cell) {
    LayerShape shape = LayerShape.of(cell.inputSize(), cell.hiddenSize());
    return new RNN(shape, cell.input().weight().dataType(), List.of(cell), null);
  }

  /** The cell of one layer and direction: layer 0 first, its reverse cell behind it. */
  public RNNCell cell(int layer, boolean reverse) {
    if (layer < 0 || layer >= layers() || (reverse && !bidirectional())) {
      throw new IllegalArgumentException(
          "cell: expected a layer below " + layers() + ", got " + layer + ", reverse " + reverse);
    }
    return cells.get(bidirectional() ? 2 * layer + (reverse ? 1 : 0) : layer);
  }

  private static List<RNNCell> newCells(LayerShape shape, DataType type, RandomGenerator random) {
    List<RNNCell> cells = new ArrayList<>();
    for (int k = 0; k < shape.cells(); k++) {
      cells.add(
          new RNNCell(shape.inputSizeOf(k / shape.directions()), shape.hiddenSize(), type, random));
    }
    return cells;
  }

  private static List<GatePart> parts(RNNCell cell) {
    return List.of(
        new GatePart(cell.input().weight(), 0, GatePart.Role.INPUT, 0),
        new GatePart(cell.recurrent().weight(), 0, GatePart.Role.RECURRENT, 0),
        new GatePart(cell.recurrent().bias(), 0, GatePart.Role.BIAS, 0));
  }
}
