package answers;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.sigmoid;
import static unrolled.autograd.Functions.softmax;
import static unrolled.autograd.Functions.stack;
import static unrolled.autograd.Functions.tanh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import unrolled.autograd.Tensor;
import unrolled.grade.A3;
import unrolled.nn.Gates;
import unrolled.nn.LSTMState;

/** Typical wrong answers to assignment 3, by the id of the message that each must get. */
public final class A3Wrong {
  private A3Wrong() {}

  public static Map<String, A3.Join> joins() {
    return Map.of(
        "joined-in-wrong-order", (h, x) -> concat(x, h),
        "shape", (h, x) -> h,
        "null", (h, x) -> null,
        "shapes-do-not-fit", (h, x) -> h.add(x),
        "type", (h, x) -> "z",
        "not-written",
            (h, x) -> {
              throw new UnsupportedOperationException("not written yet");
            });
  }

  public static Map<String, A3.Gate> gates() {
    return Map.of(
        "tanh-for-sigmoid", (l, z) -> tanh(l.forward(z)),
        "bias-forgotten", (l, z) -> sigmoid(z.matmul(l.weight().transpose())),
        "no-activation", (l, z) -> l.forward(z),
        "softmax-for-sigmoid", (l, z) -> softmax(l.forward(z)),
        "bias-outside", (l, z) -> sigmoid(z.matmul(l.weight().transpose())).add(l.bias()),
        "transposed", (l, z) -> sigmoid(l.forward(z)).transpose(),
        "shapes-do-not-fit", (l, z) -> sigmoid(z.matmul(l.weight()).add(l.bias())),
        "wrong-values", (l, z) -> sigmoid(l.forward(z).mul(2)),
        "not-finite", (l, z) -> l.forward(z).div(l.forward(z).mul(0)),
        "threw", (l, z) -> List.of(l.forward(z)).get(1));
  }

  public static Map<String, A3.Gate> candidates() {
    return Map.of(
        "sigmoid-for-tanh", (l, z) -> sigmoid(l.forward(z)),
        "bias-forgotten", (l, z) -> tanh(z.matmul(l.weight().transpose())),
        "no-activation", (l, z) -> l.forward(z));
  }

  /** Gates, the old cell state: the new cell state. */
  private interface Update {
    Tensor of(Gates y, Tensor c);
  }

  /** Gates, the old and the new cell state: the hidden state. */
  private interface Show {
    Tensor of(Gates y, Tensor old, Tensor c);
  }

  private static A3.Step step(Update update, Show show) {
    return (w, x, s) -> {
      Gates y = gates(w, concat(s.h(), x));
      Tensor c = update.of(y, s.c());
      return new LSTMState(show.of(y, s.c(), c), c);
    };
  }

  private static Gates gates(A3.Weights w, Tensor z) {
    return new Gates(
        sigmoid(w.forget().forward(z)),
        sigmoid(w.input().forward(z)),
        tanh(w.candidate().forward(z)),
        sigmoid(w.output().forward(z)));
  }

  private static Tensor right(Gates y, Tensor c) {
    return y.f().mul(c).add(y.i().mul(y.g()));
  }

  private static Tensor shown(Gates y, Tensor old, Tensor c) {
    return y.o().mul(tanh(c));
  }

  public static Map<String, A3.Step> steps() {
    Map<String, A3.Step> wrong = new LinkedHashMap<>();
    wrong.put("tanh-missing-on-cell", step(A3Wrong::right, (y, old, c) -> y.o().mul(c)));
    wrong.put("tanh-around-output", step(A3Wrong::right, (y, old, c) -> tanh(y.o().mul(c))));
    wrong.put("old-cell-state-shown", step(A3Wrong::right, (y, old, c) -> y.o().mul(tanh(old))));
    wrong.put("output-gate-missing", step(A3Wrong::right, (y, old, c) -> tanh(c)));
    wrong.put(
        "forget-and-input-swapped",
        step((y, c) -> y.i().mul(c).add(y.f().mul(y.g())), A3Wrong::shown));
    wrong.put("forget-gate-missing", step((y, c) -> c.add(y.i().mul(y.g())), A3Wrong::shown));
    wrong.put("input-gate-missing", step((y, c) -> y.f().mul(c).add(y.g()), A3Wrong::shown));
    wrong.put(
        "forget-inverted",
        step((y, c) -> y.f().neg().add(1).mul(c).add(y.i().mul(y.g())), A3Wrong::shown));
    wrong.put(
        "cell-multiplied", step((y, c) -> y.f().mul(c).mul(y.i().mul(y.g())), A3Wrong::shown));
    wrong.put("old-state-forgotten", step((y, c) -> y.i().mul(y.g()), A3Wrong::shown));
    wrong.put(
        "state-swapped",
        (w, x, s) -> {
          Gates y = gates(w, concat(s.h(), x));
          Tensor c = right(y, s.c());
          return new LSTMState(c, shown(y, s.c(), c));
        });
    wrong.put(
        "sigmoid-for-tanh",
        (w, x, s) -> {
          Tensor z = concat(s.h(), x);
          Gates y = gates(w, z);
          Tensor g = sigmoid(w.candidate().forward(z));
          Tensor c = y.f().mul(s.c()).add(y.i().mul(g));
          return new LSTMState(shown(y, s.c(), c), c);
        });
    wrong.put(
        "joined-in-wrong-order",
        (w, x, s) -> {
          Gates y = gates(w, concat(x, s.h()));
          Tensor c = right(y, s.c());
          return new LSTMState(shown(y, s.c(), c), c);
        });
    wrong.put(
        "output-and-forget-swapped",
        step((y, c) -> y.o().mul(c).add(y.i().mul(y.g())), (y, old, c) -> y.f().mul(tanh(c))));
    wrong.put(
        "output-and-input-swapped",
        step((y, c) -> y.f().mul(c).add(y.o().mul(y.g())), (y, old, c) -> y.i().mul(tanh(c))));
    return wrong;
  }

  public static Map<String, A3.Unroll> unrolls() {
    Map<String, A3.Unroll> wrong = new LinkedHashMap<>();
    wrong.put(
        "state-not-carried",
        (w, x) -> {
          List<Tensor> all = new ArrayList<>();
          for (int t = 0; t < x.size(0); t++) {
            all.add(A3Right.model(w, x.select(0, t), zero(w, x)).h());
          }
          return all;
        });
    wrong.put("only-last-state", (w, x) -> hidden(w, x).get((int) x.size(0) - 1));
    wrong.put(
        "one-step-late",
        (w, x) -> {
          List<Tensor> all = new ArrayList<>();
          LSTMState s = zero(w, x);
          for (int t = 0; t < x.size(0); t++) {
            all.add(s.h());
            s = A3Right.model(w, x.select(0, t), s);
          }
          return all;
        });
    wrong.put(
        "reversed",
        (w, x) -> {
          List<Tensor> all = hidden(w, x);
          Collections.reverse(all);
          return all;
        });
    wrong.put(
        "cell-state-returned",
        (w, x) -> {
          List<Tensor> all = new ArrayList<>();
          LSTMState s = zero(w, x);
          for (int t = 0; t < x.size(0); t++) {
            s = A3Right.model(w, x.select(0, t), s);
            all.add(s.c());
          }
          return all;
        });
    wrong.put(
        "cell-state-not-carried",
        (w, x) -> {
          List<Tensor> all = new ArrayList<>();
          LSTMState s = zero(w, x);
          for (int t = 0; t < x.size(0); t++) {
            s = A3Right.model(w, x.select(0, t), new LSTMState(s.h(), zero(w, x).c()));
            all.add(s.h());
          }
          return all;
        });
    wrong.put(
        "read-backwards",
        (w, x) -> {
          List<Tensor> all = new ArrayList<>();
          LSTMState s = zero(w, x);
          for (int t = (int) x.size(0) - 1; t >= 0; t--) {
            s = A3Right.model(w, x.select(0, t), s);
            all.add(0, s.h());
          }
          return all;
        });
    wrong.put("shape", (w, x) -> stack(1, hidden(w, x).toArray(Tensor[]::new)));
    return wrong;
  }

  private static LSTMState zero(A3.Weights w, Tensor x) {
    Tensor zero = Tensor.zeros(x.dataType(), x.size(1), w.forget().outputSize());
    return new LSTMState(zero, zero);
  }

  private static List<Tensor> hidden(A3.Weights w, Tensor x) {
    List<Tensor> all = new ArrayList<>();
    LSTMState s = zero(w, x);
    for (int t = 0; t < x.size(0); t++) {
      s = A3Right.model(w, x.select(0, t), s);
      all.add(s.h());
    }
    return all;
  }

  /** In the order that PyTorch uses: one of the four is right by luck. */
  public static A3.Split pyTorchSplit() {
    return A3Wrong::pyTorchOrder;
  }

  private static Map<String, INDArray> pyTorchOrder(INDArray columns) {
    long n = columns.size(1) / 4;
    return Map.of(
        "input", columns.get(NDArrayIndex.all(), NDArrayIndex.interval(0, n)),
        "forget", columns.get(NDArrayIndex.all(), NDArrayIndex.interval(n, 2 * n)),
        "candidate", columns.get(NDArrayIndex.all(), NDArrayIndex.interval(2 * n, 3 * n)),
        "output", columns.get(NDArrayIndex.all(), NDArrayIndex.interval(3 * n, 4 * n)));
  }

  public static Map<String, A3.Gradient> gradients() {
    return Map.of(
        "one-sided-difference", (l, p, e) -> differences(l, p, e, 0, e),
        "factor-two", (l, p, e) -> differences(l, p, e, -e, e),
        "sign", (l, p, e) -> differences(l, p, -e, e, 2 * e),
        "not-divided", (l, p, e) -> differences(l, p, e, -e, 1),
        "point-not-restored", A3Wrong::notRestored,
        "time-out",
            (l, p, e) -> {
              int i = 0;
              while (i < p.length) { // i never grows
                p[i] += 0;
              }
              return p;
            },
        "endless-recursion", A3Wrong::recursion,
        "shape", (l, p, e) -> new double[p.length + 1]);
  }

  private static double[] recursion(ToDoubleFunction<double[]> l, double[] p, double e) {
    return e > 0 ? backAgain(l, p, e) : p; // e / 2 stays above 0 for a long time, and e * 2 follows
  }

  private static double[] backAgain(ToDoubleFunction<double[]> l, double[] p, double e) {
    return recursion(l, p, e / 2 * 2);
  }

  private static double[] differences(
      ToDoubleFunction<double[]> loss, double[] at, double right, double left, double distance) {
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      double[] a = at.clone();
      double[] b = at.clone();
      a[i] += right;
      b[i] += left;
      gradient[i] = (loss.applyAsDouble(a) - loss.applyAsDouble(b)) / distance;
    }
    return gradient;
  }

  private static double[] notRestored(ToDoubleFunction<double[]> loss, double[] p, double e) {
    double[] gradient = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      p[i] += e;
      double above = loss.applyAsDouble(p);
      p[i] -= 2 * e;
      gradient[i] = (above - loss.applyAsDouble(p)) / (2 * e);
    }
    return gradient;
  }
}
