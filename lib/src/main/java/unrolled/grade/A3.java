package unrolled.grade;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTMState;
import unrolled.nn.Linear;

/**
 * The checks of assignment 3, an LSTM from scratch. B batch, D input size, H hidden size, T steps;
 * z is [h, x], [B, H+D].
 */
public final class A3 {
  private A3() {}

  /** The four linear maps of an LSTM, each from z [B, H+D] to [B, H]. */
  public record Weights(Linear forget, Linear input, Linear candidate, Linear output) {}

  /** z from h [B, H] and x [B, D]. */
  @FunctionalInterface
  public interface Join {
    Object join(Tensor h, Tensor x);
  }

  /** A gate [B, H] from its linear map and z. */
  @FunctionalInterface
  public interface Gate {
    Object gate(Linear linear, Tensor z);
  }

  /** One step: x [B, D]. */
  @FunctionalInterface
  public interface Step {
    LSTMState step(Weights weights, Tensor x, LSTMState state);
  }

  /** All hidden states [T, B, H] for x [T, B, D], from the zero state. */
  @FunctionalInterface
  public interface Unroll {
    Object unroll(Weights weights, Tensor x);
  }

  /** The four gates' columns of an array [N, 4H] in DL4J's order, each [N, H], by name. */
  @FunctionalInterface
  public interface Split {
    Map<String, ?> split(INDArray columns);
  }

  /** All hidden states [T, B, H] of DL4J's LSTM with W [D, 4H], RW [H, 4H], b [1, 4H]. */
  @FunctionalInterface
  public interface Imported {
    Object run(INDArray w, INDArray rw, INDArray b, Tensor x);
  }

  /** The gradient of a loss at a point, by central differences with the given step. */
  @FunctionalInterface
  public interface Gradient {
    double[] of(ToDoubleFunction<double[]> loss, double[] at, double step);
  }

  public static void controlVector(Join answer) {
    A3Cell.controlVector(answer).grade();
  }

  public static void forgetGate(Gate answer) {
    A3Cell.gate("forget gate", answer).grade();
  }

  public static void inputGate(Gate answer) {
    A3Cell.gate("input gate", answer).grade();
  }

  public static void candidate(Gate answer) {
    A3Cell.candidate(answer).grade();
  }

  public static void outputGate(Gate answer) {
    A3Cell.gate("output gate", answer).grade();
  }

  public static void step(Step answer) {
    A3Cell.step(answer).grade();
  }

  /** Five steps in a row, each from the state that the one before gave. */
  public static void chainedSteps(Step answer) {
    A3Cell.chainedSteps(answer).grade();
  }

  public static void unroll(Unroll answer) {
    A3Cell.unroll(answer).grade();
  }

  /** One point for each gate that is in the right place. */
  public static double split(Split answer) {
    return A3Import.split(answer).grade();
  }

  public static void imported(Imported answer) {
    A3Import.imported(answer).grade();
  }

  public static void numericGradient(Gradient answer) {
    A3Import.numericGradient(answer).grade();
  }
}
