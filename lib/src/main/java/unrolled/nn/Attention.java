package unrolled.nn;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/**
 * Scaled dot-product attention (Vaswani et al. 2017) as one node of the graph: every step looks at
 * all that it may see and takes a mean of it, weighed by how well its query fits the keys.
 *
 * <pre>w[t, s] = softmax over s of q[t] k[s] / √A          y[t] = sum over s of w[t, s] v[s]</pre>
 *
 * <p>Queries q [T, B, A], keys k [S, B, A], values v [S, B, E]; the result is [T, B, E]. Sums are
 * taken in double, whatever the type.
 */
public final class Attention {
  private Attention() {}

  /** Every step sees all of the keys. */
  public static Tensor of(Tensor queries, Tensor keys, Tensor values) {
    return new Run(queries, keys, values, false).node();
  }

  /** Step t sees keys 0 to t; there are as many of them as queries. */
  public static Tensor causal(Tensor queries, Tensor keys, Tensor values) {
    return new Run(queries, keys, values, true).node();
  }

  /** The weights [T, B, S] of {@link #of}, to look at: a constant. */
  public static Tensor weights(Tensor queries, Tensor keys) {
    return new Run(queries, keys, keys, false).weights();
  }

  /** The weights [T, B, T] of {@link #causal}, to look at: a constant. */
  public static Tensor causalWeights(Tensor queries, Tensor keys) {
    return new Run(queries, keys, keys, true).weights();
  }

  /** One use: its sizes, its values in double, and the weights. */
  private static final class Run {
    private final Tensor queries;
    private final Tensor keys;
    private final Tensor values;
    private final int steps;
    private final int batch;
    private final int seen;
    private final int width;
    private final int valueWidth;
    private final boolean causal;
    private final double scale;
    private final double[] q;
    private final double[] k;
    private final double[] v;
    private final double[] w;

    Run(Tensor queries, Tensor keys, Tensor values, boolean causal) {
      check(queries, keys, values, causal);
      this.queries = queries;
      this.keys = keys;
      this.values = values;
      this.causal = causal;
      this.steps = (int) queries.size(0);
      this.batch = (int) queries.size(1);
      this.seen = (int) keys.size(0);
      this.width = (int) queries.size(2);
      this.valueWidth = (int) values.size(2);
      this.scale = 1 / Math.sqrt(width);
      this.q = queries.toDoubles();
      this.k = keys.toDoubles();
      this.v = values.toDoubles();
      this.w = new double[steps * batch * seen];
      for (int t = 0; t < steps; t++) {
        for (int b = 0; b < batch; b++) {
          weigh(t, b);
        }
      }
    }

    private static void check(Tensor q, Tensor k, Tensor v, boolean causal) {
      if (q.rank() != 3) {
        throw wrong("queries", "[T, B, A]", q);
      }
      String sources = causal ? "[" + q.size(0) : "[S";
      boolean sameSteps = !causal || (k.rank() == 3 && k.size(0) == q.size(0));
      if (k.rank() != 3 || !sameSteps || k.size(1) != q.size(1) || k.size(2) != q.size(2)) {
        throw wrong("keys", sources + ", " + q.size(1) + ", " + q.size(2) + "]", k);
      }
      if (v.rank() != 3 || v.size(0) != k.size(0) || v.size(1) != q.size(1)) {
        throw wrong("values", "[" + k.size(0) + ", " + q.size(1) + ", E]", v);
      }
    }

    private static IllegalArgumentException wrong(String name, String expected, Tensor got) {
      return new IllegalArgumentException(
          name + ": expected shape " + expected + ", got " + Arrays.toString(got.shape()));
    }

    /** How many keys step t sees. */
    private int visible(int t) {
      return causal ? t + 1 : seen;
    }

    private void weigh(int t, int b) {
      int from = (t * batch + b) * width;
      int to = (t * batch + b) * seen;
      int count = visible(t);
      double max = Double.NEGATIVE_INFINITY;
      for (int s = 0; s < count; s++) {
        w[to + s] = scale * dot(q, from, k, (s * batch + b) * width, width);
        max = Math.max(max, w[to + s]);
      }
      double sum = 0;
      for (int s = 0; s < count; s++) {
        w[to + s] = Math.exp(w[to + s] - max);
        sum += w[to + s];
      }
      for (int s = 0; s < count; s++) {
        w[to + s] /= sum;
      }
    }

    private static double dot(double[] a, int a0, double[] b, int b0, int n) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += a[a0 + i] * b[b0 + i];
      }
      return sum;
    }

    /** to += factor from. */
    private static void add(double factor, double[] from, int f0, double[] to, int t0, int n) {
      for (int i = 0; i < n; i++) {
        to[t0 + i] += factor * from[f0 + i];
      }
    }

    Tensor weights() {
      return typed(w, steps, batch, seen);
    }

    private Tensor typed(double[] numbers, long... shape) {
      DataType type = queries.dataType();
      return Tensor.of(numbers, shape).to(type);
    }

    Tensor node() {
      double[] y = new double[steps * batch * valueWidth];
      for (int t = 0; t < steps; t++) {
        for (int b = 0; b < batch; b++) {
          int at = t * batch + b;
          for (int s = 0; s < visible(t); s++) {
            int from = (s * batch + b) * valueWidth;
            add(w[at * seen + s], v, from, y, at * valueWidth, valueWidth);
          }
        }
      }
      return Tensor.node(
              "attention",
              List.of(queries, keys, values),
              List.of(typed(y, steps, batch, valueWidth)),
              gradients -> backward(gradients.get(0).toDoubles()))
          .get(0);
    }

    /** dv[s] += w dy; ds = w (dy v[s] - sum of w dy v); dq += ds k[s] / √A; dk[s] += ds q / √A. */
    private void backward(double[] dy) {
      double[] dq = new double[q.length];
      double[] dk = new double[k.length];
      double[] dv = new double[v.length];
      double[] dw = new double[seen];
      for (int t = 0; t < steps; t++) {
        for (int b = 0; b < batch; b++) {
          int at = t * batch + b;
          int count = visible(t);
          double mean = 0;
          for (int s = 0; s < count; s++) {
            int from = (s * batch + b) * valueWidth;
            double weight = w[at * seen + s];
            dw[s] = dot(dy, at * valueWidth, v, from, valueWidth);
            mean += weight * dw[s];
            add(weight, dy, at * valueWidth, dv, from, valueWidth);
          }
          for (int s = 0; s < count; s++) {
            double ds = w[at * seen + s] * (dw[s] - mean) * scale;
            int key = (s * batch + b) * width;
            add(ds, k, key, dq, at * width, width);
            add(ds, q, at * width, dk, key, width);
          }
        }
      }
      queries.accumulateGradient(typed(dq, queries.shape()));
      keys.accumulateGradient(typed(dk, keys.shape()));
      values.accumulateGradient(typed(dv, values.shape()));
    }
  }
}
