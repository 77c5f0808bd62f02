package unrolled.grade;

import unrolled.autograd.Tensor;
import unrolled.nn.RNNCell;

/**
 * The checks of assignment 2, backpropagation through time. In plain arrays: w [H][D], u [H][H], b
 * [H], x [T][D], h [T][H] the states after each step; the state before the first is zero.
 */
public final class A2 {
  private A2() {}

  /** dL/dw, dL/du, dL/db, of the shapes of w, u and b. */
  @SuppressWarnings("ArrayRecordComponent") // plain arrays are the assignment's subject
  public record Gradients(double[][] w, double[][] u, double[] b) {}

  /** dL/da of one step from h = tanh(a) and dL/dh, each [H]. */
  @FunctionalInterface
  public interface ThroughTanh {
    double[] back(double[] h, double[] dh);
  }

  /** dL/dh of the step before, [H], from u and dL/da. */
  @FunctionalInterface
  public interface ThroughStep {
    double[] back(double[][] u, double[] da);
  }

  /** All gradients; dh [T][H] is what the loss says of each step's state directly. */
  @FunctionalInterface
  public interface Backward {
    Gradients of(double[][] u, double[][] x, double[][] h, double[][] dh);
  }

  /**
   * The last hidden state [B, H] after x [T, B, D], read in chunks of k steps, with the graph cut
   * between chunks.
   */
  @FunctionalInterface
  public interface Truncated {
    Tensor last(RNNCell cell, Tensor x, int k);
  }

  /** The same gradients, their global norm at most max. */
  @FunctionalInterface
  public interface Clip {
    double[][] clip(double[][] gradients, double max);
  }

  public static void throughTanh(ThroughTanh answer) {
    A2Backward.throughTanh(answer).grade();
  }

  public static void throughStep(ThroughStep answer) {
    A2Backward.throughStep(answer).grade();
  }

  /** Two points for dL/dw, two for dL/du, one for dL/db. */
  public static double backward(Backward answer) {
    return A2Backward.backward(answer).grade();
  }

  public static void truncated(Truncated answer) {
    A2Truncated.truncated(answer).grade();
  }

  public static void clip(Clip answer) {
    A2Truncated.clip(answer).grade();
  }
}
