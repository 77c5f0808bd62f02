package answers;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.sigmoid;
import static unrolled.autograd.Functions.tanh;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import unrolled.autograd.Tensor;
import unrolled.grade.A4;

/** Typical wrong answers to assignment 4, by the id of the message that each must get. */
public final class A4Wrong {
  private A4Wrong() {}

  public static Map<String, A4.Mix> mixes() {
    return Map.of(
        "update-inverted", (z, h, g) -> A4Right.mix(z, g, h),
        "old-state-whole", (z, h, g) -> h.add(z.mul(g)),
        "candidate-whole", (z, h, g) -> z.neg().add(1).mul(h).add(g));
  }

  /** Answers to the task in which the reset gate acts on h. */
  public static Map<String, A4.Step> resetBefore() {
    Map<String, A4.Step> wrong = new LinkedHashMap<>();
    wrong.put("other-reset-convention", A4Right.resetAfter().get(0));
    wrong.put("update-inverted", (w, x, h) -> A4Right.mix(z(w, x, h), g(w, x, h, r(w, x, h)), h));
    wrong.put(
        "reset-missing",
        (w, x, h) -> A4Right.mix(z(w, x, h), h, g(w, x, h, r(w, x, h).mul(0).add(1))));
    wrong.put("gates-swapped", (w, x, h) -> A4Right.mix(r(w, x, h), h, g(w, x, h, z(w, x, h))));
    wrong.put("candidate-returned", (w, x, h) -> g(w, x, h, r(w, x, h)));
    wrong.put(
        "sigmoid-for-tanh",
        (w, x, h) -> A4Right.mix(z(w, x, h), h, sigmoid(sum(w, x, h, r(w, x, h)))));
    wrong.put("no-activation", (w, x, h) -> A4Right.mix(z(w, x, h), h, sum(w, x, h, r(w, x, h))));
    wrong.put(
        "joined-in-wrong-order",
        (w, x, h) -> {
          Tensor xh = concat(x, h);
          Tensor z = sigmoid(w.update().forward(xh));
          return A4Right.mix(z, h, g(w, x, h, sigmoid(w.reset().forward(xh))));
        });
    return wrong;
  }

  private static Tensor z(A4.Weights w, Tensor x, Tensor h) {
    return sigmoid(w.update().forward(concat(h, x)));
  }

  private static Tensor r(A4.Weights w, Tensor x, Tensor h) {
    return sigmoid(w.reset().forward(concat(h, x)));
  }

  private static Tensor sum(A4.Weights w, Tensor x, Tensor h, Tensor r) {
    return w.candidateInput().forward(x).add(w.candidateHidden().forward(r.mul(h)));
  }

  private static Tensor g(A4.Weights w, Tensor x, Tensor h, Tensor r) {
    return tanh(sum(w, x, h, r));
  }

  public static Map<String, A4.Size> sizes() {
    return Map.of(
        "one-too-many", (d, h) -> A4Right.sizes().get(0).size(d, h) + 1,
        "one-too-few", (d, h) -> A4Right.sizes().get(0).size(d, h) - 1,
        "width-for-parameters", (d, h) -> h,
        "linear-rule", (d, h) -> h * 4L / 3);
  }

  public static Map<String, A4.Summary> summaries() {
    return Map.of(
        "population-deviation", losses -> summary(losses, 0),
        "variance-for-deviation",
            losses -> new double[] {summary(losses, 1)[0], Math.pow(summary(losses, 1)[1], 2)},
        "error-of-the-mean",
            losses ->
                new double[] {
                  summary(losses, 1)[0], summary(losses, 1)[1] / Math.sqrt(losses.length)
                },
        "order-swapped", losses -> new double[] {summary(losses, 1)[1], summary(losses, 1)[0]});
  }

  private static double[] summary(double[] losses, int less) {
    double mean = Arrays.stream(losses).average().orElse(0);
    double squares = Arrays.stream(losses).map(v -> Math.pow(v - mean, 2)).sum();
    return new double[] {mean, Math.sqrt(squares / (losses.length - less))};
  }

  public static Map<String, A4.Both> boths() {
    return Map.of(
        "not-turned-back",
            (there, back, x) -> concat(2, there.apply(x), back.apply(A4Right.reversed(x))),
        "not-reversed", (there, back, x) -> concat(2, there.apply(x), back.apply(x)),
        "states-added",
            (there, back, x) ->
                there.apply(x).add(A4Right.reversed(back.apply(A4Right.reversed(x)))),
        "halves-swapped",
            (there, back, x) ->
                concat(2, A4Right.reversed(back.apply(A4Right.reversed(x))), there.apply(x)),
        "layers-swapped",
            (there, back, x) ->
                concat(2, back.apply(x), A4Right.reversed(there.apply(A4Right.reversed(x)))));
  }
}
