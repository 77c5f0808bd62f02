package unrolled.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.compute.CellKind;

/** LSTM layers over whole sequences; the states are h and c. The cell is {@link LSTMCell}. */
public final class LSTM extends SequenceLayer {
  private final List<LSTMCell> cells;

  /** A new layer with random parameters, drawn as the cell draws them. */
  public LSTM(LayerShape shape, DataType type, RandomGenerator random) {
    this(shape, type, newCells(shape, type, random), random);
  }

  private LSTM(LayerShape shape, DataType type, List<LSTMCell> cells, RandomGenerator random) {
    super(CellKind.LSTM, shape, type, cells.stream().map(LSTM::parts).toList(), random);
    this.cells = cells;
    for (int k = 0; k < cells.size(); k++) {
      child(shape.nameOf(k), cells.get(k));
    }
  }

  /** The layer that runs this cell over sequences; the two share their parameters. */
  public static LSTM of(LSTMCell cell) {
    LayerShape shape = LayerShape.of(cell.inputSize(), cell.hiddenSize());
    return new LSTM(shape, cell.forget().weight().dataType(), List.of(cell), null);
  }

  /** The cell of one layer and direction: layer 0 first, its reverse cell behind it. */
  public LSTMCell cell(int layer, boolean reverse) {
    if (layer < 0 || layer >= layers() || (reverse && !bidirectional())) {
      throw new IllegalArgumentException(
          "cell: expected a layer below " + layers() + ", got " + layer + ", reverse " + reverse);
    }
    return cells.get(bidirectional() ? 2 * layer + (reverse ? 1 : 0) : layer);
  }

  private static List<LSTMCell> newCells(LayerShape shape, DataType type, RandomGenerator random) {
    List<LSTMCell> cells = new ArrayList<>();
    for (int k = 0; k < shape.cells(); k++) {
      cells.add(
          new LSTMCell(
              shape.inputSizeOf(k / shape.directions()), shape.hiddenSize(), type, random));
    }
    return cells;
  }

  private static List<GatePart> parts(LSTMCell cell) {
    List<Linear> gates = List.of(cell.forget(), cell.input(), cell.candidate(), cell.output());
    List<GatePart> parts = new ArrayList<>();
    for (int g = 0; g < gates.size(); g++) {
      parts.addAll(GatePart.ofJoint(gates.get(g), g, cell.hiddenSize()));
    }
    return parts;
  }
}
