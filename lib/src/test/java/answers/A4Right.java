package answers;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.sigmoid;
import static unrolled.autograd.Functions.stack;
import static unrolled.autograd.Functions.tanh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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
        (z, h, g) -> z.array().rsub(1).mul(h.array()).add(z.array().mul(g.array())),
        (z, h, g) -> g.mul(z).sub(z.mul(h)).add(h),
        (z, h, g) -> mixed(z, h, g));
  }

  private static double[][] mixed(Tensor z, Tensor h, Tensor g) {
    double[][] mixed = h.array().toDoubleMatrix();
    for (int b = 0; b < mixed.length; b++) {
      for (int u = 0; u < mixed[b].length; u++) {
        double open = z.array().getDouble(b, u);
        mixed[b][u] = (1 - open) * mixed[b][u] + open * g.array().getDouble(b, u);
      }
    }
    return mixed;
  }

  /** One step number by number, whichever the convention. */
  private static double[][] loops(A4.Weights w, Tensor x, Tensor h, boolean after) {
    Tensor hx = concat(h, x);
    Tensor r = sigmoid(w.reset().forward(hx));
    double[][] fromX = w.candidateInput().forward(x).array().toDoubleMatrix();
    Tensor seen = after ? w.candidateHidden().forward(h) : w.candidateHidden().forward(h.mul(r));
    double[][] fromH = seen.array().toDoubleMatrix();
    double[][] g = new double[fromX.length][fromX[0].length];
    for (int b = 0; b < g.length; b++) {
      for (int u = 0; u < g[b].length; u++) {
        double gate = after ? r.array().getDouble(b, u) : 1;
        g[b][u] = Math.tanh(fromX[b][u] + gate * fromH[b][u]);
      }
    }
    return mixed(sigmoid(w.update().forward(hx)), h, Tensor.of(g));
  }

  public static List<A4.Step> resetBefore() {
    return List.of(
        (w, x, h) -> {
          Tensor hx = concat(h, x);
          Tensor r = sigmoid(w.reset().forward(hx));
          Tensor g = tanh(w.candidateInput().forward(x).add(w.candidateHidden().forward(r.mul(h))));
          return mix(sigmoid(w.update().forward(hx)), h, g);
        },
        (w, x, h) -> nd4j(w, x.array(), h.array()),
        (w, x, h) -> loops(w, x, h, false),
        (w, x, h) -> {
          Tensor z = sigmoid(w.update().forward(concat(1, h, x)));
          Tensor remembered = h.mul(sigmoid(w.reset().forward(concat(1, h, x))));
          Tensor g =
              tanh(byHand(w.candidateHidden(), remembered).add(byHand(w.candidateInput(), x)));
          return h.add(z.mul(g.sub(h)));
        },
        (w, x, h) -> {
          Tensor[] gates = new Tensor[2];
          int at = 0;
          for (unrolled.nn.Linear l : List.of(w.update(), w.reset())) {
            gates[at++] = tanh(l.forward(concat(h, x)).mul(0.5)).add(1).mul(0.5);
          }
          Tensor c =
              w.candidateHidden().forward(gates[1].mul(h)).add(w.candidateInput().forward(x));
          return mix(gates[0], h, tanh(c)).array();
        });
  }

  private static Tensor byHand(unrolled.nn.Linear l, Tensor x) {
    return x.matmul(l.weight().transpose()).add(l.bias());
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
        },
        (w, x, h) -> loops(w, x, h, true),
        (w, x, h) -> {
          INDArray hx = Nd4j.hstack(h.array(), x.array());
          INDArray r = Transforms.sigmoid(map(w.reset(), hx));
          INDArray z = Transforms.sigmoid(map(w.update(), hx));
          INDArray seen = r.mul(map(w.candidateHidden(), h.array()));
          INDArray g = Transforms.tanh(seen.add(map(w.candidateInput(), x.array())));
          return h.array().sub(z.mul(h.array())).add(z.mul(g));
        },
        (w, x, h) -> {
          Tensor z = sigmoid(byHand(w.update(), concat(1, h, x)));
          Tensor seen =
              byHand(w.candidateHidden(), h).mul(sigmoid(byHand(w.reset(), concat(h, x))));
          return h.add(z.mul(tanh(seen.add(byHand(w.candidateInput(), x))).sub(h)));
        },
        (w, x, h) -> {
          List<double[]> rows = new ArrayList<>();
          for (int b = 0; b < x.size(0); b++) {
            Tensor one = x.slice(0, b, b + 1);
            Tensor state = h.slice(0, b, b + 1);
            rows.add(loops(w, one, state, true)[0]);
          }
          return rows;
        });
  }

  public static List<A4.Size> sizes() {
    return List.of(
        A4Right::bySearch,
        A4Right::byFormula,
        (d, lstm) -> {
          long h = 4L * lstm;
          while (parameters(h, d) > 4L * lstm * (lstm + d) + 4L * lstm) {
            h--;
          }
          return h;
        },
        (d, lstm) -> {
          long low = 1;
          long high = 4L * lstm;
          while (low < high) {
            long middle = (low + high + 1) / 2;
            if (parameters(middle, d) <= 4L * lstm * (lstm + d + 1)) {
              low = middle;
            } else {
              high = middle - 1;
            }
          }
          return low;
        },
        (d, lstm) ->
            java.util.stream.LongStream.rangeClosed(1, 4L * lstm)
                .filter(h -> 3 * h * (h + d + 1) + h <= 4L * (lstm * (lstm + d) + lstm))
                .max()
                .getAsLong());
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
        },
        losses -> {
          double mean = 0;
          double squares = 0;
          for (int i = 0; i < losses.length; i++) { // Welford's
            double before = losses[i] - mean;
            mean += before / (i + 1);
            squares += before * (losses[i] - mean);
          }
          return new double[] {mean, Math.sqrt(squares / (losses.length - 1))};
        },
        losses -> {
          double pairs = 0;
          for (double a : losses) {
            for (double b : losses) {
              pairs += (a - b) * (a - b);
            }
          }
          int n = losses.length;
          double mean = Tensor.vector(losses).sum().item() / n;
          return new double[] {mean, Math.sqrt(pairs / (2.0 * n * (n - 1)))};
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
        },
        (there, back, x) -> {
          List<Tensor> right = new ArrayList<>();
          Tensor read = back.apply(reversed(x));
          for (int t = 0; t < x.size(0); t++) {
            right.add(0, read.select(0, t));
          }
          Tensor left = there.apply(x);
          return IntStream.range(0, right.size())
              .mapToObj(t -> concat(1, left.select(0, t), right.get(t)).array())
              .toList();
        },
        (there, back, x) ->
            Nd4j.concat(2, there.apply(x).array(), reversed(back.apply(reversed(x))).array()),
        (there, back, x) -> {
          Tensor left = there.apply(x);
          Tensor right = reversed(back.apply(reversed(x)));
          int h = (int) left.size(2);
          double[][][] both = new double[(int) x.size(0)][(int) x.size(1)][2 * h];
          for (int t = 0; t < both.length; t++) {
            for (int b = 0; b < both[t].length; b++) {
              for (int u = 0; u < h; u++) {
                both[t][b][u] = left.array().getDouble(t, b, u);
                both[t][b][h + u] = right.array().getDouble(t, b, u);
              }
            }
          }
          return both;
        });
  }
}
