package unrolled.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.compute.CellKind;

/** GRU layers over whole sequences; the state is h. The cell is {@link GRUCell}. */
public final class GRU extends SequenceLayer {
  private final List<GRUCell> cells;

  /** A new layer with random parameters, drawn as the cell draws them. */
  public GRU(LayerShape shape, GRUCell.Reset convention, DataType type, RandomGenerator random) {
    this(shape, type, newCells(shape, convention, type, random), random);
  }

  private GRU(LayerShape shape, DataType type, List<GRUCell> cells, RandomGenerator random) {
    super(
        kind(cells.get(0).convention()),
        shape,
        type,
        cells.stream().map(GRU::parts).toList(),
        random);
    this.cells = cells;
    for (int k = 0; k < cells.size(); k++) {
      child(shape.nameOf(k), cells.get(k));
    }
  }

  /** The layer that runs this cell over sequences; the two share their parameters. */
  public static GRU of(GRUCell cell) {
    LayerShape shape = LayerShape.of(cell.inputSize(), cell.hiddenSize());
    return new GRU(shape, cell.update().weight().dataType(), List.of(cell), null);
  }

  /** The cell of one layer and direction: layer 0 first, its reverse cell behind it. */
  public GRUCell cell(int layer, boolean reverse) {
    if (layer < 0 || layer >= layers() || (reverse && !bidirectional())) {
      throw new IllegalArgumentException(
          "cell: expected a layer below " + layers() + ", got " + layer + ", reverse " + reverse);
    }
    return cells.get(bidirectional() ? 2 * layer + (reverse ? 1 : 0) : layer);
  }

  private static List<GRUCell> newCells(
      LayerShape shape, GRUCell.Reset convention, DataType type, RandomGenerator random) {
    List<GRUCell> cells = new ArrayList<>();
    for (int k = 0; k < shape.cells(); k++) {
      cells.add(
          new GRUCell(
              shape.inputSizeOf(k / shape.directions()),
              shape.hiddenSize(),
              convention,
              type,
              random));
    }
    return cells;
  }

  private static CellKind kind(GRUCell.Reset convention) {
    return convention == GRUCell.Reset.BEFORE_PRODUCT
        ? CellKind.GRU_RESET_BEFORE
        : CellKind.GRU_RESET_AFTER;
  }

  private static List<GatePart> parts(GRUCell cell) {
    List<GatePart> parts = new ArrayList<>();
    parts.addAll(GatePart.ofJoint(cell.update(), 0, cell.hiddenSize()));
    parts.addAll(GatePart.ofJoint(cell.reset(), 1, cell.hiddenSize()));
    parts.add(new GatePart(cell.candidateInput().weight(), 2, GatePart.Role.INPUT, 0));
    parts.add(new GatePart(cell.candidateInput().bias(), 2, GatePart.Role.BIAS, 0));
    parts.add(new GatePart(cell.candidateHidden().weight(), 2, GatePart.Role.RECURRENT, 0));
    parts.add(new GatePart(cell.candidateHidden().bias(), 2, GatePart.Role.CANDIDATE_BIAS, 0));
    return parts;
  }
}
