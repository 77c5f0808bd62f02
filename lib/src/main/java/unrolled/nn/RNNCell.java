package unrolled.nn;

import static unrolled.autograd.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/** The plain recurrent cell of the lecture (Elman 1990): h' = tanh(W x + U h + b). */
public final class RNNCell extends Module {
  private final Linear input;
  private final Linear recurrent;

  /**
   * A cell with random parameters: W from U(-1/√D, 1/√D), U and b from U(-1/√H, 1/√H).
   *
   * @param inputSize D
   * @param hiddenSize H
   * @param type FLOAT or DOUBLE
   */
  public RNNCell(int inputSize, int hiddenSize, DataType type, RandomGenerator random) {
    input = child("input", Linear.withoutBias(inputSize, hiddenSize, type, random));
    recurrent = child("recurrent", new Linear(hiddenSize, hiddenSize, type, random));
  }

  /**
   * One step: x [B, D] and h [B, H] give the next h.
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public Tensor forward(Tensor x, Tensor h) {
    Inputs.check(x, inputSize(), hiddenSize(), h);
    return tanh(input.forward(x).add(recurrent.forward(h)));
  }

  /**
   * Every state of a sequence, to look inside: x [T, B, D] from state h [B, H] gives T states.
   * {@link RNN} is the fast way.
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public List<Tensor> unroll(Tensor x, Tensor h) {
    List<Tensor> states = new ArrayList<>();
    Tensor s = h;
    for (Tensor now : Inputs.steps(x, inputSize())) {
      s = forward(now, s);
      states.add(s);
    }
    return states;
  }

  /** The state [B, H] before the first step. */
  public Tensor zeroState(int batch) {
    return Tensor.zeros(input.weight().dataType(), batch, hiddenSize());
  }

  /** W [H, D], without bias. */
  public Linear input() {
    return input;
  }

  /** U [H, H] and b [H]. */
  public Linear recurrent() {
    return recurrent;
  }

  public int inputSize() {
    return input.inputSize();
  }

  public int hiddenSize() {
    return input.outputSize();
  }
}
