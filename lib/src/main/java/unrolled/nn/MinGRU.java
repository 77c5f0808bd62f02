package unrolled.nn;

import static unrolled.autograd.Functions.sigmoid;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/**
 * The minimal GRU of Feng et al. (2024, "Were RNNs All We Needed?"): its gate and its candidate see
 * the input only, not the state, and so the recurrence is linear in the state.
 *
 * <pre>z = σ(Wz x + bz)    g = Wg x + bg    h' = (1 - z) * h + z * g</pre>
 */
public final class MinGRU extends Module {
  private final Linear update;
  private final Linear candidate;

  /**
   * With random parameters from U(-1/√D, 1/√D).
   *
   * @param inputSize D
   * @param hiddenSize H
   */
  public MinGRU(int inputSize, int hiddenSize, DataType type, RandomGenerator random) {
    update = child("update", new Linear(inputSize, hiddenSize, type, random));
    candidate = child("candidate", new Linear(inputSize, hiddenSize, type, random));
  }

  /**
   * One step: x [B, D] and h [B, H] give the next h.
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public Tensor step(Tensor x, Tensor h) {
    Inputs.check(x, inputSize(), hiddenSize(), h);
    Tensor z = sigmoid(update.forward(x));
    return z.neg().add(1).mul(h).add(z.mul(candidate.forward(x)));
  }

  /** The whole sequence from the zero state: x [T, B, D] gives all states [T, B, H]. */
  public Tensor forward(Tensor x) {
    return forward(x, zeroState((int) x.size(1)));
  }

  /**
   * The whole sequence: x [T, B, D] from h [B, H] gives all states [T, B, H].
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public Tensor forward(Tensor x, Tensor h) {
    Tensor z = sigmoid(update.forward(x));
    return LinearRecurrence.of(z.neg().add(1), z.mul(candidate.forward(x)), h);
  }

  /** The state before the first step, [B, H]. */
  public Tensor zeroState(int batch) {
    return Tensor.zeros(update.weight().dataType(), batch, hiddenSize());
  }

  /** Weight [H, D], bias [H]; as the candidate. */
  public Linear update() {
    return update;
  }

  public Linear candidate() {
    return candidate;
  }

  public int inputSize() {
    return update.inputSize();
  }

  public int hiddenSize() {
    return update.outputSize();
  }
}
