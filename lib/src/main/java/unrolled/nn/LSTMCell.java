package unrolled.nn;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.sigmoid;
import static unrolled.autograd.Functions.tanh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers, Schmidhuber and
 * Cummins 2000) of four linear maps on z = [h, x]. The forget bias starts at 1, so that a fresh
 * cell remembers.
 */
public final class LSTMCell extends Module {
  private final Linear forget;
  private final Linear input;
  private final Linear candidate;
  private final Linear output;

  /**
   * A cell with random parameters from U(-1/√(H+D), 1/√(H+D)), and a forget bias of 1.
   *
   * @param inputSize D
   * @param hiddenSize H
   * @param type FLOAT or DOUBLE
   */
  public LSTMCell(int inputSize, int hiddenSize, DataType type, RandomGenerator random) {
    int z = hiddenSize + inputSize;
    forget = child("forget", new Linear(z, hiddenSize, type, random));
    input = child("input", new Linear(z, hiddenSize, type, random));
    candidate = child("candidate", new Linear(z, hiddenSize, type, random));
    output = child("output", new Linear(z, hiddenSize, type, random));
    double[] ones = new double[hiddenSize];
    Arrays.fill(ones, 1);
    forget.bias().assign(Tensor.vector(type, ones));
  }

  /**
   * One step: x [B, D] and h, c [B, H] give the next h and c.
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public LSTMState forward(Tensor x, LSTMState s) {
    return next(gates(x, s), s);
  }

  /** c' = f c + i g, h' = o tanh(c'). */
  private static LSTMState next(Gates gate, LSTMState s) {
    Tensor c = gate.f().mul(s.c()).add(gate.i().mul(gate.g()));
    return new LSTMState(gate.o().mul(tanh(c)), c);
  }

  /**
   * Every step of a sequence, to look inside: x [T, B, D] from state [B, H] gives T steps, each
   * with what its gates said and the state that they led to. {@link LSTM} is the fast way.
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public List<LSTMStep> unroll(Tensor x, LSTMState state) {
    List<LSTMStep> steps = new ArrayList<>();
    LSTMState s = state;
    for (Tensor now : Inputs.steps(x, inputSize())) {
      Gates gate = gates(now, s);
      s = next(gate, s);
      steps.add(new LSTMStep(gate, s));
    }
    return steps;
  }

  /**
   * What the gates say to x [B, D] in state s.
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public Gates gates(Tensor x, LSTMState s) {
    Inputs.check(x, inputSize(), hiddenSize(), s.h(), s.c());
    Tensor z = concat(s.h(), x);
    Tensor f = sigmoid(forget.forward(z));
    Tensor i = sigmoid(input.forward(z));
    Tensor g = tanh(candidate.forward(z));
    Tensor o = sigmoid(output.forward(z));
    return new Gates(f, i, g, o);
  }

  /** The state before the first step, h and c each [B, H]. */
  public LSTMState zeroState(int batch) {
    Tensor zero = Tensor.zeros(forget.weight().dataType(), batch, hiddenSize());
    return new LSTMState(zero, zero);
  }

  /** Weight [H, H+D] on z = [h, x], bias [H]; as the other three. */
  public Linear forget() {
    return forget;
  }

  public Linear input() {
    return input;
  }

  public Linear candidate() {
    return candidate;
  }

  public Linear output() {
    return output;
  }

  public int inputSize() {
    return forget.inputSize() - hiddenSize();
  }

  public int hiddenSize() {
    return forget.outputSize();
  }
}
