package answers;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import unrolled.autograd.Tensor;
import unrolled.grade.A2;

/** Typical wrong answers to assignment 2, by the id of the message that each must get. */
public final class A2Wrong {
  private A2Wrong() {}

  public static Map<String, A2.ThroughTanh> throughTanhs() {
    return Map.of(
        "square-forgotten", (h, dh) -> slope(h, dh, v -> 1 - v),
        "sigmoid-derivative", (h, dh) -> slope(h, dh, v -> v * (1 - v)),
        "tanh-taken-again", (h, dh) -> slope(h, dh, v -> 1 - Math.pow(Math.tanh(v), 2)),
        "tanh-derivative-missing", (h, dh) -> dh,
        "chain-broken", (h, dh) -> Arrays.stream(h).map(v -> 1 - v * v).toArray());
  }

  private static double[] slope(double[] h, double[] dh, DoubleUnaryOperator slope) {
    return IntStream.range(0, h.length)
        .mapToDouble(i -> slope.applyAsDouble(h[i]) * dh[i])
        .toArray();
  }

  public static Map<String, A2.ThroughStep> throughSteps() {
    return Map.of(
        "transposed-product",
        (u, da) ->
            Arrays.stream(u)
                .mapToDouble(
                    row -> IntStream.range(0, da.length).mapToDouble(j -> row[j] * da[j]).sum())
                .toArray());
  }

  /** Only what the loss says of each step directly. */
  public static A2.Backward notCarried() {
    return (u, x, h, dh) -> {
      A2.Gradients sum =
          new A2.Gradients(
              new double[u.length][x[0].length],
              new double[u.length][u.length],
              new double[u.length]);
      for (int t = 0; t < x.length; t++) {
        double[] da = A2Right.throughTanh(h[t], dh[t]);
        for (int i = 0; i < da.length; i++) {
          sum.b()[i] += da[i];
          for (int k = 0; k < x[t].length; k++) {
            sum.w()[i][k] += da[i] * x[t][k];
          }
        }
      }
      return sum;
    };
  }

  /** Right but for dL/du, which is made of the state after the step. */
  public static A2.Backward newStateForOld() {
    return (u, x, h, dh) -> {
      double[][] shifted = new double[h.length][];
      shifted[0] = h[0];
      A2.Gradients right = A2Right.backward(u, x, h, dh);
      double[][] du = new double[u.length][u.length];
      double[] later = new double[u.length];
      for (int t = x.length - 1; t >= 0; t--) {
        double[] all = dh[t].clone();
        for (int j = 0; j < all.length; j++) {
          all[j] += later[j];
        }
        double[] da = A2Right.throughTanh(h[t], all);
        for (int i = 0; i < da.length; i++) {
          for (int k = 0; k < da.length; k++) {
            du[i][k] += da[i] * h[t][k];
          }
        }
        later = A2Right.throughStep(u, da);
      }
      return new A2.Gradients(right.w(), du, right.b());
    };
  }

  public static Map<String, A2.Truncated> truncateds() {
    return Map.of(
        "not-cut", // the lecture's own slip: the detached state is never used
            (cell, x, k) -> {
              Tensor h = cell.zeroState((int) x.size(1));
              for (int t = 0; t < x.size(0); t++) {
                Tensor detached = h.detach();
                h = cell.forward(x.select(0, t), detached == null ? detached : h);
              }
              return h;
            },
        "cut-at-every-step",
            (cell, x, k) -> {
              Tensor h = cell.zeroState((int) x.size(1));
              for (int t = 0; t < x.size(0); t++) {
                h = cell.forward(x.select(0, t), h.detach());
              }
              return h;
            },
        "state-reset",
            (cell, x, k) -> {
              Tensor h = cell.zeroState((int) x.size(1));
              for (int t = 0; t < x.size(0); t++) {
                h = cell.forward(x.select(0, t), t % k == 0 ? h.mul(0) : h);
              }
              return h;
            },
        "cut-at-the-end", // only where the chunks come out even
            (cell, x, k) -> {
              Tensor h = cell.zeroState((int) x.size(1));
              for (int t = 0; t < x.size(0); t++) {
                h = cell.forward(x.select(0, t), h);
                h = (t + 1) % k == 0 ? h.detach() : h;
              }
              return h;
            },
        "cut-once-too-early",
            (cell, x, k) -> {
              Tensor h = cell.zeroState((int) x.size(1));
              for (int t = 0; t < x.size(0); t++) {
                h = cell.forward(x.select(0, t), t % k == 0 && t + k < x.size(0) ? h.detach() : h);
              }
              return h;
            },
        "wrong-values", // a shorter last chunk is not read
            (cell, x, k) -> {
              Tensor h = cell.zeroState((int) x.size(1));
              for (int t = 0; t < x.size(0) / k * k; t++) {
                h = cell.forward(x.select(0, t), t % k == 0 ? h.detach() : h);
              }
              return h;
            });
  }

  public static Map<String, A2.Clip> clips() {
    return Map.of(
        "always-scaled", (g, max) -> scaled(g, max / norm(g)),
        "clipped-by-value",
            (g, max) ->
                Arrays.stream(g)
                    .map(
                        row ->
                            Arrays.stream(row).map(v -> Math.max(-max, Math.min(max, v))).toArray())
                    .toArray(double[][]::new),
        "norm-of-each-array",
            (g, max) ->
                Arrays.stream(g)
                    .map(row -> A2Right.clips().get(0).clip(new double[][] {row}, max)[0])
                    .toArray(double[][]::new),
        "norm-not-rooted",
            (g, max) -> norm(g) * norm(g) > max ? scaled(g, max / (norm(g) * norm(g))) : g,
        "never-clipped", (g, max) -> g,
        "clipped-to-one", (g, max) -> norm(g) > max ? scaled(g, 1 / norm(g)) : g);
  }

  private static double norm(double[][] g) {
    return Math.sqrt(Arrays.stream(g).flatMapToDouble(Arrays::stream).map(v -> v * v).sum());
  }

  private static double[][] scaled(double[][] g, double factor) {
    return Arrays.stream(g)
        .map(row -> Arrays.stream(row).map(v -> v * factor).toArray())
        .toArray(double[][]::new);
  }
}
