package unrolled.grade;

import java.util.function.UnaryOperator;
import unrolled.autograd.Tensor;
import unrolled.nn.Linear;

/**
 * The checks of assignment 4, a GRU and a fair comparison. B batch, D input size, H hidden size, T
 * steps; the gates' maps are on [h, x].
 */
public final class A4 {
  private A4() {}

  /**
   * The linear maps of a GRU: update and reset from [h, x] to H, candidateInput from x to H,
   * candidateHidden from h to H.
   */
  public record Weights(
      Linear update, Linear reset, Linear candidateInput, Linear candidateHidden) {}

  /** The mixture of the old state h and the candidate g by the update gate z, each [B, H]. */
  @FunctionalInterface
  public interface Mix {
    Object mix(Tensor z, Tensor h, Tensor g);
  }

  /** One step: x [B, D], h [B, H]. */
  @FunctionalInterface
  public interface Step {
    Object step(Weights w, Tensor x, Tensor h);
  }

  /** The largest H of a GRU that has no more parameters than an LSTM. */
  @FunctionalInterface
  public interface Size {
    long size(int inputs, int lstmHidden);
  }

  /** Mean and sample standard deviation of some runs' losses. */
  @FunctionalInterface
  public interface Summary {
    double[] of(double[] losses);
  }

  /** x [T, B, D] read by one layer forward and by another backward: [T, B, 2H]. */
  @FunctionalInterface
  public interface Both {
    Object read(UnaryOperator<Tensor> forward, UnaryOperator<Tensor> backward, Tensor x);
  }

  public static void mix(Mix answer) {
    A4Cell.mix(answer).grade();
  }

  public static void resetBefore(Step answer) {
    A4Cell.step("reset before the product", answer, false).grade();
  }

  public static void resetAfter(Step answer) {
    A4Cell.step("reset after the product", answer, true).grade();
  }

  public static void size(Size answer) {
    A4Comparison.size(answer).grade();
  }

  public static void summary(Summary answer) {
    A4Comparison.summary(answer).grade();
  }

  public static void bidirectional(Both answer) {
    A4Comparison.bidirectional(answer).grade();
  }
}
