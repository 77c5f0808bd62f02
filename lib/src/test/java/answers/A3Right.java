package answers;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.sigmoid;
import static unrolled.autograd.Functions.stack;
import static unrolled.autograd.Functions.tanh;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;
import unrolled.autograd.Tensor;
import unrolled.grade.A3;
import unrolled.nn.LSTMState;
import unrolled.nn.Linear;

/** Right answers to assignment 3, in the styles that students write. */
public final class A3Right {
  private A3Right() {}

  // ---- the model solution's style

  static LSTMState model(A3.Weights w, Tensor x, LSTMState s) {
    Tensor z = concat(s.h(), x);
    Tensor f = sigmoid(w.forget().forward(z));
    Tensor i = sigmoid(w.input().forward(z));
    Tensor g = tanh(w.candidate().forward(z));
    Tensor o = sigmoid(w.output().forward(z));
    Tensor c = f.mul(s.c()).add(i.mul(g));
    return new LSTMState(o.mul(tanh(c)), c);
  }

  static LSTMState chattering(A3.Weights w, Tensor x, LSTMState s) {
    System.out.println("x is " + x);
    System.err.println("1.0");
    return model(w, x, s);
  }

  static LSTMState matrices(A3.Weights w, Tensor x, LSTMState s) {
    Tensor joined = concat(1, s.h(), x);
    List<Tensor> sums = new ArrayList<>();
    for (Linear l : List.of(w.output(), w.candidate(), w.input(), w.forget())) {
      sums.add(joined.matmul(l.weight().transpose()).add(l.bias()));
    }
    Tensor cell = sigmoid(sums.get(3)).mul(s.c());
    cell = cell.add(tanh(sums.get(1)).mul(sigmoid(sums.get(2))));
    return new LSTMState(tanh(cell).mul(sigmoid(sums.get(0))), cell);
  }

  static LSTMState nd4j(A3.Weights w, Tensor x, LSTMState s) {
    INDArray z = org.nd4j.linalg.factory.Nd4j.hstack(s.h().array(), x.array());
    INDArray f = Transforms.sigmoid(map(w.forget(), z));
    INDArray i = Transforms.sigmoid(map(w.input(), z));
    INDArray g = Transforms.tanh(map(w.candidate(), z));
    INDArray o = Transforms.sigmoid(map(w.output(), z));
    INDArray c = f.mul(s.c().array()).add(i.mul(g));
    return new LSTMState(Tensor.of(o.mul(Transforms.tanh(c))), Tensor.of(c));
  }

  private static INDArray map(Linear l, INDArray z) {
    return z.mmul(l.weight().array().transpose()).addRowVector(l.bias().array());
  }

  static LSTMState loops(A3.Weights w, Tensor x, LSTMState s) {
    int rows = (int) x.size(0);
    int width = (int) s.h().size(1);
    double[][] h = new double[rows][width];
    double[][] c = new double[rows][width];
    for (int b = 0; b < rows; b++) {
      for (int u = 0; u < width; u++) {
        double f = 1 / (1 + Math.exp(-sum(w.forget(), x, s, b, u)));
        double i = 1 / (1 + Math.exp(-sum(w.input(), x, s, b, u)));
        double o = 1 / (1 + Math.exp(-sum(w.output(), x, s, b, u)));
        c[b][u] =
            f * s.c().toDoubles()[b * width + u] + i * Math.tanh(sum(w.candidate(), x, s, b, u));
        h[b][u] = o * Math.tanh(c[b][u]);
      }
    }
    return new LSTMState(Tensor.of(h), Tensor.of(c));
  }

  private static double sum(Linear l, Tensor x, LSTMState s, int b, int u) {
    int hidden = (int) s.h().size(1);
    int inputs = (int) x.size(1);
    double[] weight = l.weight().toDoubles();
    double sum = l.bias().toDoubles()[u];
    for (int k = 0; k < hidden; k++) {
      sum += weight[u * (hidden + inputs) + k] * s.h().toDoubles()[b * hidden + k];
    }
    for (int k = 0; k < inputs; k++) {
      sum += weight[u * (hidden + inputs) + hidden + k] * x.toDoubles()[b * inputs + k];
    }
    return sum;
  }

  public static List<A3.Step> steps() {
    return List.of(
        (w, x, s) -> model(w, x, s),
        A3Right::chattering,
        A3Right::matrices,
        A3Right::nd4j,
        A3Right::loops);
  }

  // ---- gates

  public static List<A3.Join> joins() {
    return List.of(
        (h, x) -> concat(h, x),
        (h, x) -> concat(1, h, x),
        (h, x) -> org.nd4j.linalg.factory.Nd4j.hstack(h.array(), x.array()),
        A3Right::joinedByHand,
        (h, x) -> concat(0, h.transpose(), x.transpose()).transpose());
  }

  private static double[][] joinedByHand(Tensor h, Tensor x) {
    return IntStream.range(0, (int) h.size(0))
        .mapToObj(
            b ->
                IntStream.range(0, (int) (h.size(1) + x.size(1)))
                    .mapToDouble(
                        k ->
                            k < h.size(1)
                                ? h.array().getDouble(b, k)
                                : x.array().getDouble(b, k - h.size(1)))
                    .toArray())
        .toArray(double[][]::new);
  }

  public static List<A3.Gate> gates() {
    return List.of(
        (l, z) -> sigmoid(l.forward(z)),
        (l, z) -> sigmoid(z.matmul(l.weight().transpose()).add(l.bias())),
        (l, z) -> Transforms.sigmoid(map(l, z.array())),
        (l, z) -> tanh(l.forward(z).mul(0.5)).add(1).mul(0.5), // the same function, seen otherwise
        (l, z) -> map(l, z.array()).toDoubleMatrix().length == 0 ? null : logistic(l, z));
  }

  private static float[][] logistic(Linear l, Tensor z) {
    double[][] sums = map(l, z.array()).toDoubleMatrix();
    float[][] gate = new float[sums.length][sums[0].length];
    for (int r = 0; r < gate.length; r++) {
      for (int c = 0; c < gate[r].length; c++) {
        gate[r][c] = (float) (1 / (1 + Math.exp(-sums[r][c])));
      }
    }
    return gate;
  }

  public static List<A3.Gate> candidates() {
    return List.of(
        (l, z) -> tanh(l.forward(z)),
        (l, z) -> tanh(z.matmul(l.weight().transpose()).add(l.bias())),
        (l, z) -> Transforms.tanh(map(l, z.array())),
        (l, z) -> sigmoid(l.forward(z).mul(2)).mul(2).add(-1),
        (l, z) ->
            java.util.Arrays.stream(map(l, z.array()).toDoubleMatrix())
                .map(row -> java.util.Arrays.stream(row).map(Math::tanh).toArray())
                .toArray(double[][]::new));
  }

  // ---- the layer

  public static List<A3.Unroll> unrolls() {
    return List.of(
        A3Right::loop, A3Right::recursion, A3Right::arrays, A3Right::stream, A3Right::list);
  }

  private static LSTMState zero(A3.Weights w, Tensor x) {
    Tensor zero = Tensor.zeros(x.dataType(), x.size(1), w.forget().outputSize());
    return new LSTMState(zero, zero);
  }

  private static Tensor loop(A3.Weights w, Tensor x) {
    LSTMState s = zero(w, x);
    List<Tensor> all = new ArrayList<>();
    for (int t = 0; t < x.size(0); t++) {
      s = model(w, x.select(0, t), s);
      all.add(s.h());
    }
    return stack(0, all.toArray(Tensor[]::new));
  }

  private static Tensor recursion(A3.Weights w, Tensor x) {
    List<LSTMState> states = new ArrayList<>();
    upTo(w, x, (int) x.size(0) - 1, states);
    return stack(0, states.stream().map(LSTMState::h).toArray(Tensor[]::new));
  }

  private static LSTMState upTo(A3.Weights w, Tensor x, int t, List<LSTMState> states) {
    LSTMState before = t == 0 ? zero(w, x) : upTo(w, x, t - 1, states);
    LSTMState now = model(w, x.select(0, t), before);
    states.add(now);
    return now;
  }

  private static double[][][] arrays(A3.Weights w, Tensor x) {
    double[][][] all = new double[(int) x.size(0)][][];
    LSTMState s = zero(w, x);
    for (int t = 0; t < all.length; t++) {
      s = loops(w, x.select(0, t), s);
      all[t] = s.h().array().toDoubleMatrix();
    }
    return all;
  }

  private static Tensor stream(A3.Weights w, Tensor x) {
    AtomicReference<LSTMState> s = new AtomicReference<>(zero(w, x));
    return stack(
        0,
        IntStream.range(0, (int) x.size(0))
            .mapToObj(t -> s.updateAndGet(now -> matrices(w, x.select(0, t), now)).h())
            .toArray(Tensor[]::new));
  }

  private static List<Tensor> list(A3.Weights w, Tensor x) {
    List<Tensor> all = new ArrayList<>();
    LSTMState s = zero(w, x);
    for (long t = 0; t < x.size(0); ++t) {
      s = model(w, x.slice(0, t, t + 1).reshape(x.size(1), x.size(2)), s);
      all.add(s.h());
    }
    return all;
  }

  // ---- DL4J's weights

  public static List<A3.Split> splits() {
    return List.of(
        A3Right::byIntervals,
        A3Right::byLoops,
        columns -> {
          Tensor all = Tensor.of(columns);
          long n = all.size(1) / 4;
          Map<String, Tensor> parts = new HashMap<>();
          String[] order = {"candidate", "forget", "output", "input"};
          for (int q = 0; q < 4; q++) {
            parts.put(order[q], all.slice(1, q * n, (q + 1) * n));
          }
          return parts;
        },
        columns -> {
          Map<String, INDArray> parts = new java.util.TreeMap<>();
          int n = (int) columns.size(1) / 4;
          for (String name : List.of("input", "output", "forget", "candidate")) {
            int from = List.of("candidate", "forget", "output", "input").indexOf(name) * n;
            parts.put(name, columns.getColumns(IntStream.range(from, from + n).toArray()));
          }
          return parts;
        },
        columns -> {
          double[][] rows = columns.toDoubleMatrix();
          int n = rows[0].length / 4;
          return Map.of(
              "candidate", quarter(rows, 0, n),
              "forget", quarter(rows, 1, n),
              "output", quarter(rows, 2, n),
              "input", quarter(rows, 3, n));
        });
  }

  private static double[][] quarter(double[][] rows, int q, int n) {
    return java.util.Arrays.stream(rows)
        .map(row -> java.util.Arrays.copyOfRange(row, q * n, (q + 1) * n))
        .toArray(double[][]::new);
  }

  static Map<String, INDArray> byIntervals(INDArray columns) {
    long n = columns.size(1) / 4;
    return Map.of(
        "candidate", columns.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n)),
        "forget", columns.get(NDArrayIndex.all(), NDArrayIndex.interval(n, 2 * n)),
        "output", columns.get(NDArrayIndex.all(), NDArrayIndex.interval(2 * n, 3 * n)),
        "input", columns.get(NDArrayIndex.all(), NDArrayIndex.interval(3 * n, 4 * n)));
  }

  private static Map<String, double[][]> byLoops(INDArray columns) {
    int n = (int) columns.size(1) / 4;
    Map<String, double[][]> parts = new HashMap<>();
    List<String> names = List.of("candidate", "forget", "output", "input");
    for (String name : names) {
      double[][] part = new double[(int) columns.size(0)][n];
      for (int r = 0; r < part.length; r++) {
        for (int c = 0; c < n; c++) {
          part[r][c] = columns.getDouble(r, names.indexOf(name) * n + c);
        }
      }
      parts.put(name, part);
    }
    return parts;
  }

  public static List<A3.Imported> importers() {
    return List.of(
        A3Right::imported,
        (w, rw, b, x) -> arrays(weights(w, rw, b), x),
        (w, rw, b, x) -> stream(weights(w, rw, b), x),
        (w, rw, b, x) -> list(weights(w, rw, b), x),
        A3Right::withoutMovingAnything);
  }

  private static A3.Weights weights(INDArray w, INDArray rw, INDArray b) {
    int n = (int) rw.size(0);
    Linear[] maps = new Linear[4];
    for (int q = 0; q < 4; q++) {
      double[][] weight = new double[n][n + (int) w.size(0)];
      double[] bias = new double[n];
      for (int u = 0; u < n; u++) {
        bias[u] = b.getDouble(0, q * n + u);
        for (int k = 0; k < weight[u].length; k++) {
          weight[u][k] = k < n ? rw.getDouble(k, q * n + u) : w.getDouble(k - n, q * n + u);
        }
      }
      maps[q] = Linear.of(Tensor.of(weight), Tensor.vector(bias));
    }
    return new A3.Weights(maps[1], maps[3], maps[0], maps[2]);
  }

  /** DL4J's own arrays, multiplied as they are. */
  private static Object withoutMovingAnything(INDArray w, INDArray rw, INDArray b, Tensor x) {
    INDArray h = org.nd4j.linalg.factory.Nd4j.zeros(w.dataType(), x.size(1), rw.size(0));
    INDArray c = h.dup();
    List<INDArray> all = new ArrayList<>();
    for (int t = 0; t < x.size(0); t++) {
      INDArray sums = x.select(0, t).array().mmul(w).add(h.mmul(rw)).addRowVector(b);
      Map<String, INDArray> s = byIntervals(sums);
      INDArray kept = Transforms.sigmoid(s.get("forget").dup()).mul(c);
      INDArray written = Transforms.sigmoid(s.get("input").dup());
      c = kept.add(written.mul(Transforms.tanh(s.get("candidate").dup())));
      h = Transforms.sigmoid(s.get("output").dup()).mul(Transforms.tanh(c.dup()));
      all.add(h);
    }
    return all;
  }

  private static Object imported(INDArray w, INDArray rw, INDArray b, Tensor x) {
    Map<String, Linear> maps = new HashMap<>();
    for (String gate : List.of("forget", "input", "candidate", "output")) {
      INDArray both =
          org.nd4j.linalg.factory.Nd4j.vstack(byIntervals(rw).get(gate), byIntervals(w).get(gate));
      Tensor bias = Tensor.of(byIntervals(b).get(gate).dup()).reshape(rw.size(0));
      maps.put(gate, Linear.of(Tensor.of(both.transpose()), bias));
    }
    return loop(
        new A3.Weights(
            maps.get("forget"), maps.get("input"), maps.get("candidate"), maps.get("output")),
        x);
  }

  // ---- gradients

  public static List<A3.Gradient> gradients() {
    return List.of(
        A3Right::moveAndRestore,
        A3Right::copies,
        A3Right::streamed,
        (loss, p, e) -> {
          double[] gradient = new double[p.length];
          java.util.Arrays.setAll(
              gradient,
              i -> {
                double sum = 0;
                for (int side : new int[] {1, -1}) {
                  sum += side * loss.applyAsDouble(moved(p, i, side * e));
                }
                return sum / (e + e);
              });
          return gradient;
        },
        (loss, p, e) -> {
          INDArray point = org.nd4j.linalg.factory.Nd4j.create(p);
          List<Double> gradient = new ArrayList<>();
          for (int i = 0; i < p.length; i++) {
            INDArray by = org.nd4j.linalg.factory.Nd4j.zeros(point.dataType(), p.length);
            by.putScalar(i, e);
            double above = loss.applyAsDouble(point.add(by).toDoubleVector());
            gradient.add((above - loss.applyAsDouble(point.sub(by).toDoubleVector())) / (2 * e));
          }
          return gradient.stream().mapToDouble(Double::doubleValue).toArray();
        });
  }

  private static double[] moveAndRestore(ToDoubleFunction<double[]> loss, double[] p, double e) {
    double[] gradient = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double before = p[i];
      p[i] = before + e;
      double above = loss.applyAsDouble(p);
      p[i] = before - e;
      double below = loss.applyAsDouble(p);
      p[i] = before;
      gradient[i] = (above - below) / (2 * e);
    }
    return gradient;
  }

  private static double[] copies(ToDoubleFunction<double[]> loss, double[] p, double e) {
    double[] gradient = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      double[] right = p.clone();
      double[] left = p.clone();
      right[i] += e;
      left[i] -= e;
      gradient[i] = (loss.applyAsDouble(right) - loss.applyAsDouble(left)) / 2 / e;
    }
    return gradient;
  }

  private static double[] streamed(ToDoubleFunction<double[]> loss, double[] p, double e) {
    return IntStream.range(0, p.length)
        .mapToDouble(
            i ->
                (loss.applyAsDouble(moved(p, i, e)) - loss.applyAsDouble(moved(p, i, -e)))
                    / (2 * e))
        .toArray();
  }

  private static double[] moved(double[] p, int i, double by) {
    double[] q = java.util.Arrays.copyOf(p, p.length);
    q[i] += by;
    return q;
  }
}
