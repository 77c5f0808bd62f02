package answers;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.sigmoid;
import static unrolled.autograd.Functions.stack;
import static unrolled.autograd.Functions.tanh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import unrolled.autograd.Tensor;
import unrolled.grade.A4;

/** Right answers to assignment 4, in the styles that students write. */
public final class A4Right {
  private A4Right() {}

  static Tensor mix(Tensor z, Tensor h, Tensor g) {
    return z.neg().add(1).mul(h).add(z.mul(g));
  }

  public static List<A4.Mix> mixes() {
    return List.of(
        A4Right::mix,
        (z, h, g) -> h.add(z.mul(g.sub(h))),
        (z, h, g) -> z.array().rsub(1).mul(h.array()).add(z.array().mul(g.array())));
  }

  public static List<A4.Step> resetBefore() {
    return List.of(
        (w, x, h) -> {
          Tensor hx = concat(h, x);
          Tensor r = sigmoid(w.reset().forward(hx));
          Tensor g = tanh(w.candidateInput().forward(x).add(w.candidateHidden().forward(r.mul(h))));
          return mix(sigmoid(w.update().forward(hx)), h, g);
        },
        (w, x, h) -> nd4j(w, x.array(), h.array()));
  }

  private static INDArray nd4j(A4.Weights w, INDArray x, INDArray h) {
    INDArray hx = Nd4j.hstack(h, x);
    INDArray z = Transforms.sigmoid(map(w.update(), hx));
    INDArray r = Transforms.sigmoid(map(w.reset(), hx));
    INDArray g =
        Transforms.tanh(map(w.candidateInput(), x).add(map(w.candidateHidden(), r.mul(h))));
    return h.sub(z.mul(h)).add(z.mul(g));
  }

  private static INDArray map(unrolled.nn.Linear l, INDArray x) {
    return x.mmul(l.weight().array().transpose()).addRowVector(l.bias().array());
  }

  public static List<A4.Step> resetAfter() {
    return List.of(
        (w, x, h) -> {
          Tensor hx = concat(h, x);
          Tensor r = sigmoid(w.reset().forward(hx));
          Tensor g = tanh(w.candidateInput().forward(x).add(r.mul(w.candidateHidden().forward(h))));
          return mix(sigmoid(w.update().forward(hx)), h, g);
        });
  }

  public static List<A4.Size> sizes() {
    return List.of(A4Right::bySearch, A4Right::byFormula);
  }

  private static long parameters(long h, long d) {
    return 3 * h * (h + d) + 4 * h;
  }

  private static long bySearch(int inputs, int lstmHidden) {
    long budget = 4L * lstmHidden * (lstmHidden + inputs) + 4L * lstmHidden;
    long h = lstmHidden;
    while (parameters(h + 1, inputs) <= budget) {
      h++;
    }
    return h;
  }

  private static long byFormula(int inputs, int lstmHidden) {
    double budget = 4.0 * lstmHidden * (lstmHidden + inputs) + 4.0 * lstmHidden;
    double b = 3.0 * inputs + 4;
    return (long) Math.floor((-b + Math.sqrt(b * b + 12 * budget)) / 6 + 1e-9);
  }

  public static List<A4.Summary> summaries() {
    return List.of(
        losses -> {
          double mean = Arrays.stream(losses).average().orElse(0);
          double squares = Arrays.stream(losses).map(v -> Math.pow(v - mean, 2)).sum();
          return new double[] {mean, Math.sqrt(squares / (losses.length - 1))};
        },
        losses -> {
          INDArray all = Nd4j.create(losses);
          return new double[] {all.meanNumber().doubleValue(), all.stdNumber().doubleValue()};
        },
        losses -> {
          int n = losses.length;
          double sum = DoubleStream.of(losses).sum();
          double squares = DoubleStream.of(losses).map(v -> v * v).sum();
          return new double[] {sum / n, Math.sqrt((squares - sum * sum / n) / (n - 1))};
        });
  }

  static Tensor reversed(Tensor x) {
    List<Tensor> steps = new ArrayList<>();
    for (long t = x.size(0) - 1; t >= 0; t--) {
      steps.add(x.select(0, t));
    }
    return stack(0, steps.toArray(Tensor[]::new));
  }

  public static List<A4.Both> boths() {
    return List.of(
        (there, back, x) -> concat(2, there.apply(x), reversed(back.apply(reversed(x)))),
        (there, back, x) -> {
          Tensor left = there.apply(x);
          Tensor right = back.apply(reversed(x));
          List<Tensor> steps = new ArrayList<>();
          for (int t = 0; t < x.size(0); t++) {
            steps.add(concat(left.select(0, t), right.select(0, x.size(0) - 1 - t)));
          }
          return steps;
        });
  }
}
