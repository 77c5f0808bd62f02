package unrolled.nn;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.compute.DropoutMask;
import unrolled.compute.Team;

/**
 * A recurrent layer, or a stack of them, over whole sequences: the fast way to run a cell. Each
 * layer and direction is one node of the autograd graph, computed in plain arrays; its parameters
 * are those of a cell, and so are its outputs and gradients.
 *
 * <p>Shapes: x [T, B, D]; the sequence of hidden states [T, B, H] or, with two directions, [T, B,
 * 2H] with the one that reads left to right first; each state [layers * directions, B, H], ordered
 * layer 0, layer 0 reversed, layer 1, ...
 */
public abstract class SequenceLayer extends Module {
  /**
   * What a layer makes of a chunk.
   *
   * @param sequence the last layer's hidden states [T, B, H * directions]
   * @param state the states after the last step: h and, for an LSTM, c
   */
  public record Output(Tensor sequence, List<Tensor> state) {}

  private final CellKind kind;
  private final LayerShape shape;
  private final DataType type;
  private final List<Direction> directions;
  private final RandomGenerator random;
  private Team team = Team.SOLO;

  /**
   * For the three kinds of layers.
   *
   * @param parts the parameters' pieces, one list for each layer and direction
   * @param random decides what dropout drops; may be null where there is none
   */
  SequenceLayer(
      CellKind kind,
      LayerShape shape,
      DataType type,
      List<List<GatePart>> parts,
      RandomGenerator random) {
    this.kind = kind;
    this.shape = shape;
    this.type = type;
    this.random = random;
    this.directions = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      int inputs = shape.inputSizeOf(k / shape.directions());
      boolean reverse = shape.reversed(k);
      directions.add(
          type == DataType.FLOAT
              ? new FloatDirection(kind, inputs, shape.hiddenSize(), reverse, parts.get(k))
              : new DoubleDirection(kind, inputs, shape.hiddenSize(), reverse, parts.get(k)));
    }
  }

  /** Runs a chunk x [T, B, D] from the zero state. */
  public final Output forward(Tensor x) {
    return forward(x, zeroState(x.rank() == 3 ? (int) x.size(1) : 1));
  }

  /** Runs a chunk x [T, B, D] from a state. */
  public final Output forward(Tensor x, List<Tensor> state) {
    if (x.rank() != 3 || x.size(2) != inputSize()) {
      throw new IllegalArgumentException(
          "x: expected shape [T, B, " + inputSize() + "], got " + Arrays.toString(x.shape()));
    }
    if (x.dataType() != type) {
      throw new IllegalArgumentException("x: expected type " + type + ", got " + x.dataType());
    }
    return run(new SequenceInput(x, null), state);
  }

  /**
   * Runs a chunk of one-hot vectors, given by the index of the one: rows of the input weights are
   * gathered and nothing is multiplied.
   *
   * @param ids [T][B], each in [0, D)
   * @param state null for the zero state
   */
  public final Output forwardOneHot(int[][] ids, List<Tensor> state) {
    checkIds(ids);
    return run(new SequenceInput(null, ids), state == null ? zeroState(ids[0].length) : state);
  }

  private void checkIds(int[][] ids) {
    if (ids.length == 0 || ids[0].length == 0) {
      throw new IllegalArgumentException(
          "ids: expected at least one step and one stream, got none");
    }
    for (int[] step : ids) {
      if (step.length != ids[0].length) {
        throw new IllegalArgumentException(
            "ids: expected " + ids[0].length + " streams at every step, got " + step.length);
      }
      for (int id : step) {
        if (id < 0 || id >= inputSize()) {
          throw new IllegalArgumentException(
              "ids: expected indices from 0 to " + (inputSize() - 1) + ", got " + id);
        }
      }
    }
  }

  private Output run(SequenceInput input, List<Tensor> state) {
    checkState(state, input.batch());
    List<List<Tensor>> last = new ArrayList<>();
    SequenceInput below = input;
    for (int layer = 0; layer < shape.layers(); layer++) {
      if (layer > 0) {
        below = new SequenceInput(dropped(below.dense()), null);
      }
      List<Tensor> sequences = new ArrayList<>();
      for (int d = 0; d < shape.directions(); d++) {
        int k = layer * shape.directions() + d;
        List<Tensor> initial = state.stream().map(s -> s.select(0, k)).toList();
        List<Tensor> outputs = directions.get(k).forward(below, initial, droppedWeights(), team);
        sequences.add(outputs.get(0));
        last.add(outputs.subList(1, outputs.size()));
      }
      below = new SequenceInput(joined(sequences), null);
    }
    List<Tensor> states = new ArrayList<>();
    for (int s = 0; s < state.size(); s++) {
      int which = s;
      states.add(stack(0, last.stream().map(l -> l.get(which)).toArray(Tensor[]::new)));
    }
    return new Output(below.dense(), List.copyOf(states));
  }

  private static Tensor joined(List<Tensor> sequences) {
    return sequences.size() == 1 ? sequences.get(0) : concat(sequences.toArray(Tensor[]::new));
  }

  /** Between layers, and only while a gradient is recorded: under NoGradient nothing is dropped. */
  private Tensor dropped(Tensor sequence) {
    if (shape.dropout() == 0 || NoGradient.active()) {
      return sequence;
    }
    return Dropout.apply(sequence, shape.dropout(), random);
  }

  /** Of one direction's recurrent weights for one chunk, under the same condition. */
  private DropoutMask droppedWeights() {
    if (shape.recurrentDropout() == 0 || NoGradient.active()) {
      return null;
    }
    return DropoutMask.of(shape.recurrentDropout(), random.nextLong());
  }

  /** The layers' cells for one stream, step by step; without a second direction. */
  final List<Stream> streams(boolean oneHot) {
    List<Stream> streams = new ArrayList<>();
    for (Direction direction : directions) {
      streams.add(direction.stream(oneHot && streams.isEmpty()));
    }
    return streams;
  }

  final void checkState(List<Tensor> state, int batch) {
    long[] expected = {(long) shape.layers() * shape.directions(), batch, hiddenSize()};
    int count = kind == CellKind.LSTM ? 2 : 1;
    if (state.size() != count) {
      throw new IllegalArgumentException(
          "state: expected " + count + " tensors, got " + state.size());
    }
    for (Tensor s : state) {
      if (!Arrays.equals(s.shape(), expected)) {
        throw new IllegalArgumentException(
            "state: expected shape "
                + Arrays.toString(expected)
                + ", got "
                + Arrays.toString(s.shape()));
      }
      if (s.dataType() != type) {
        throw new IllegalArgumentException(
            "state: expected type " + type + ", got " + s.dataType());
      }
    }
  }

  /** The state before the first step, all zero. */
  public final List<Tensor> zeroState(int batch) {
    long rows = (long) shape.layers() * shape.directions();
    Tensor zero = Tensor.zeros(type, rows, batch, hiddenSize());
    return kind == CellKind.LSTM ? List.of(zero, zero) : List.of(zero);
  }

  /** Lets a team compute; the results do not depend on its size. The caller closes the team. */
  public final void computeWith(Team team) {
    this.team = team;
  }

  public final CellKind kind() {
    return kind;
  }

  public final int inputSize() {
    return shape.inputSize();
  }

  public final int hiddenSize() {
    return shape.hiddenSize();
  }

  public final int layers() {
    return shape.layers();
  }

  public final boolean bidirectional() {
    return shape.bidirectional();
  }

  public final DataType dataType() {
    return type;
  }
}
