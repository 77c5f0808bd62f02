package unrolled.nn;

import java.util.Arrays;
import java.util.List;
import unrolled.autograd.Tensor;

/**
 * A recurrence without a nonlinearity between the steps, as one node of the graph:
 *
 * <pre>h[t] = a[t] * h[t-1] + b[t]</pre>
 *
 * <p>Each step is an affine map, affine maps one after the other are one again, and so the steps
 * can be put together in any grouping: in parallel, as Martin and Cundy (2018) did. On a few cores
 * one pass from left to right, as here, is the quickest way to the same numbers.
 *
 * <pre>
 * g[t] = dL/dh[t] + a[t+1] * g[t+1]     dL/da[t] = g[t] * h[t-1]     dL/db[t] = g[t]
 * </pre>
 */
public final class LinearRecurrence {
  private LinearRecurrence() {}

  /**
   * All states: a, b [T, B, H] and h before the first step [B, H] give [T, B, H].
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public static Tensor of(Tensor a, Tensor b, Tensor h0) {
    if (a.rank() != 3 || !Arrays.equals(a.shape(), b.shape())) {
      throw new IllegalArgumentException(
          "b: expected the shape [T, B, H] of a, "
              + Arrays.toString(a.shape())
              + ", got "
              + Arrays.toString(b.shape()));
    }
    if (!Arrays.equals(h0.shape(), new long[] {a.size(1), a.size(2)})) {
      throw new IllegalArgumentException(
          "h0: expected shape [%d, %d], got %s"
              .formatted(a.size(1), a.size(2), Arrays.toString(h0.shape())));
    }
    double[] factor = a.toDoubles();
    double[] term = b.toDoubles();
    double[] start = h0.toDoubles();
    double[] h = new double[term.length];
    for (int i = 0; i < h.length; i++) {
      h[i] = factor[i] * before(h, start, i) + term[i];
    }
    return Tensor.node(
            "linearRecurrence",
            List.of(a, b, h0),
            List.of(Tensor.of(h, a.shape()).to(a.dataType())),
            gradients -> backward(a, b, h0, factor, h, gradients.get(0).toDoubles()))
        .get(0);
  }

  /** The state before that of index i: one step, that is B H numbers, back. */
  private static double before(double[] h, double[] start, int i) {
    return i < start.length ? start[i] : h[i - start.length];
  }

  private static void backward(
      Tensor a, Tensor b, Tensor h0, double[] factor, double[] h, double[] g) {
    double[] start = h0.toDoubles();
    double[] da = new double[g.length];
    double[] dStart = new double[start.length];
    for (int i = g.length - 1; i >= 0; i--) {
      da[i] = g[i] * before(h, start, i);
      double back = g[i] * factor[i];
      if (i < start.length) {
        dStart[i] = back;
      } else {
        g[i - start.length] += back;
      }
    }
    a.accumulateGradient(Tensor.of(da, a.shape()).to(a.dataType()));
    b.accumulateGradient(Tensor.of(g, b.shape()).to(b.dataType()));
    h0.accumulateGradient(Tensor.of(dStart, h0.shape()).to(h0.dataType()));
  }
}
