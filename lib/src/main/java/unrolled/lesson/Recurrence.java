package unrolled.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import unrolled.autograd.Tensor;
import unrolled.nn.GRU;
import unrolled.nn.GRUCell;
import unrolled.nn.LSTM;
import unrolled.nn.LSTMCell;
import unrolled.nn.LSTMState;
import unrolled.nn.Module;
import unrolled.nn.RNN;
import unrolled.nn.RNNCell;
import unrolled.nn.SequenceLayer;

/**
 * Any cell seen as the one equation all of them share, s' = f(x, s). The state s is a list, as the
 * sequence layers have it: h [B, H] and, for an LSTM, c [B, H].
 */
public final class Recurrence {
  private final Module cell;
  private final int inputSize;
  private final int hiddenSize;
  private final int parts;
  private final BiFunction<Tensor, List<Tensor>, List<Tensor>> step;

  private Recurrence(
      Module cell,
      int inputSize,
      int hiddenSize,
      int parts,
      BiFunction<Tensor, List<Tensor>, List<Tensor>> step) {
    this.cell = cell;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.parts = parts;
    this.step = step;
  }

  public static Recurrence of(RNNCell cell) {
    return new Recurrence(
        cell, cell.inputSize(), cell.hiddenSize(), 1, (x, s) -> List.of(cell.forward(x, s.get(0))));
  }

  public static Recurrence of(GRUCell cell) {
    return new Recurrence(
        cell, cell.inputSize(), cell.hiddenSize(), 1, (x, s) -> List.of(cell.forward(x, s.get(0))));
  }

  public static Recurrence of(LSTMCell cell) {
    return new Recurrence(
        cell,
        cell.inputSize(),
        cell.hiddenSize(),
        2,
        (x, s) -> {
          LSTMState next = cell.forward(x, new LSTMState(s.get(0), s.get(1)));
          return List.of(next.h(), next.c());
        });
  }

  /**
   * An LSTM with the same values, through which a gradient gets along the memory only: behind the
   * gates h is cut from the graph, and dc_t/dc_{t-1} is the forget gate.
   */
  public static Recurrence alongMemory(LSTMCell cell) {
    Recurrence whole = of(cell);
    return new Recurrence(
        cell,
        cell.inputSize(),
        cell.hiddenSize(),
        2,
        (x, s) -> whole.step(x, List.of(s.get(0).detach(), s.get(1))));
  }

  /** An LSTM with the same values, through which a gradient gets along h only: c is cut. */
  public static Recurrence alongHidden(LSTMCell cell) {
    Recurrence whole = of(cell);
    return new Recurrence(
        cell,
        cell.inputSize(),
        cell.hiddenSize(),
        2,
        (x, s) -> whole.step(x, List.of(s.get(0), s.get(1).detach())));
  }

  /** The first cell of a layer, which must have one layer and one direction. */
  public static Recurrence of(SequenceLayer layer) {
    if (layer.layers() != 1 || layer.bidirectional()) {
      throw new IllegalArgumentException(
          "layer: expected one layer and one direction, got "
              + layer.layers()
              + (layer.bidirectional() ? " in both directions" : ""));
    }
    if (layer instanceof LSTM lstm) {
      return of(lstm.cell(0, false));
    }
    return layer instanceof GRU gru ? of(gru.cell(0, false)) : of(((RNN) layer).cell(0, false));
  }

  /** One step: x [B, D] and the state before it give the state after it. */
  public List<Tensor> step(Tensor x, List<Tensor> s) {
    return step.apply(x, s);
  }

  /**
   * All states s0, s1, ..., sT, the given one in front, that x [T, B, D] leads through.
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public List<List<Tensor>> states(Tensor x, List<Tensor> s0) {
    if (x.rank() != 3 || x.size(2) != inputSize) {
      throw new IllegalArgumentException(
          "x: expected shape [T, B, " + inputSize + "], got " + Arrays.toString(x.shape()));
    }
    List<List<Tensor>> states = new ArrayList<>();
    states.add(s0);
    for (int t = 0; t < x.size(0); t++) {
      states.add(step(x.select(0, t), states.get(t)));
    }
    return states;
  }

  /** The state before the first step, all zero. */
  public List<Tensor> zeroState(long batch) {
    Tensor any = cell.parameters().values().iterator().next();
    return Collections.nCopies(parts, Tensor.zeros(any.dataType(), batch, hiddenSize));
  }

  /** Of how many tensors a state is: 1, or 2 for an LSTM. */
  public int parts() {
    return parts;
  }

  /** H. */
  public int hiddenSize() {
    return hiddenSize;
  }

  void zeroGradients() {
    cell.zeroGradients();
  }
}
