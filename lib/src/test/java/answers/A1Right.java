package answers;

import static unrolled.autograd.Functions.stack;
import static unrolled.autograd.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import unrolled.autograd.Tensor;
import unrolled.grade.A1;
import unrolled.nn.Linear;

/** Right answers to assignment 1, in the styles that students write. */
public final class A1Right {
  private A1Right() {}

  static Tensor step(Linear w, Linear u, Tensor x, Tensor h) {
    return tanh(w.forward(x).add(u.forward(h)));
  }

  private static INDArray nd4j(Linear w, Linear u, Tensor x, Tensor h) {
    INDArray sum = x.array().mmul(w.weight().array().transpose());
    sum.addi(h.array().mmul(u.weight().array().transpose()));
    return Transforms.tanh(sum.addRowVector(u.bias().array()));
  }

  private static double[][] loops(Linear w, Linear u, Tensor x, Tensor h) {
    double[][] result = new double[(int) x.size(0)][(int) u.weight().size(0)];
    for (int b = 0; b < result.length; b++) {
      for (int i = 0; i < result[b].length; i++) {
        double sum = u.bias().toDoubles()[i];
        for (int k = 0; k < x.size(1); k++) {
          sum += w.weight().array().getDouble(i, k) * x.array().getDouble(b, k);
        }
        for (int k = 0; k < h.size(1); k++) {
          sum += u.weight().array().getDouble(i, k) * h.array().getDouble(b, k);
        }
        result[b][i] = Math.tanh(sum);
      }
    }
    return result;
  }

  public static List<A1.Step> steps() {
    return List.of(
        (w, u, x, h) -> step(w, u, x, h),
        (w, u, x, h) -> tanh(u.forward(h).add(w.forward(x))),
        (w, u, x, h) ->
            tanh(
                x.matmul(w.weight().transpose())
                    .add(h.matmul(u.weight().transpose()))
                    .add(u.bias())),
        A1Right::nd4j,
        A1Right::loops);
  }

  private static Tensor zero(Linear u, long batch) {
    return Tensor.zeros(u.weight().dataType(), batch, u.outputSize());
  }

  static List<Tensor> states(Linear w, Linear u, List<Tensor> inputs, Tensor start) {
    List<Tensor> all = new ArrayList<>();
    Tensor h = start;
    for (Tensor x : inputs) {
      h = step(w, u, x, h);
      all.add(h);
    }
    return all;
  }

  static List<Tensor> inputs(Tensor x) {
    return IntStream.range(0, (int) x.size(0)).mapToObj(t -> x.select(0, t)).toList();
  }

  static List<Tensor> states(Linear w, Linear u, Tensor x) {
    return states(w, u, inputs(x), zero(u, x.size(1)));
  }

  private static Tensor[] array(List<Tensor> list) {
    return list.toArray(Tensor[]::new);
  }

  public static List<A1.Unroll> unrolls() {
    return List.of(
        (w, u, x) -> states(w, u, x),
        (w, u, x) -> stack(0, array(states(w, u, x))),
        (w, u, x) -> states(w, u, x).stream().map(h -> h.array().toDoubleMatrix()).toList(),
        A1Right::unrolledInArrays,
        (w, u, x) -> upTo(w, u, x, (int) x.size(0) - 1, new ArrayList<>()));
  }

  private static double[][][] unrolledInArrays(Linear w, Linear u, Tensor x) {
    double[][][] all = new double[(int) x.size(0)][][];
    Tensor h = zero(u, x.size(1));
    for (int t = 0; t < all.length; t++) {
      all[t] = loops(w, u, x.select(0, t), h);
      h = Tensor.of(all[t]);
    }
    return all;
  }

  private static List<Tensor> upTo(Linear w, Linear u, Tensor x, int t, List<Tensor> all) {
    Tensor before = t == 0 ? zero(u, x.size(1)) : upTo(w, u, x, t - 1, all).get(t - 1);
    all.add(step(w, u, x.select(0, t), before));
    return all;
  }

  private static double[][] applied(Linear head, double[][] h) {
    return head.forward(Tensor.of(h)).array().toDoubleMatrix();
  }

  public static List<A1.Reader> manyToOne() {
    return List.of(
        (w, u, head, x) -> head.forward(states(w, u, x).get((int) x.size(0) - 1)),
        (w, u, head, x) -> {
          Tensor h = zero(u, x.size(1));
          for (int t = 0; t < x.size(0); t++) {
            h = step(w, u, x.select(0, t), h);
          }
          return head.forward(h).array();
        },
        (w, u, head, x) -> applied(head, unrolledInArrays(w, u, x)[(int) x.size(0) - 1]),
        (w, u, head, x) ->
            states(w, u, x).stream().reduce((earlier, later) -> later).map(head::forward).get(),
        (w, u, head, x) -> {
          Tensor all = stack(0, array(states(w, u, x)));
          Tensor last = all.slice(0, x.size(0) - 1, x.size(0)).reshape(x.size(1), u.outputSize());
          return last.matmul(head.weight().transpose()).add(head.bias());
        });
  }

  public static List<A1.Reader> manyToMany() {
    return List.of(
        (w, u, head, x) -> states(w, u, x).stream().map(head::forward).toList(),
        (w, u, head, x) -> {
          Tensor all = stack(0, array(states(w, u, x)));
          Tensor flat = all.reshape(x.size(0) * x.size(1), u.outputSize());
          return head.forward(flat).reshape(x.size(0), x.size(1), head.outputSize());
        },
        (w, u, head, x) ->
            java.util.Arrays.stream(unrolledInArrays(w, u, x))
                .map(h -> applied(head, h))
                .toArray(double[][][]::new),
        (w, u, head, x) -> {
          List<INDArray> out = new ArrayList<>();
          Tensor h = zero(u, x.size(1));
          for (int t = 0; t < x.size(0); t++) {
            h = step(w, u, x.select(0, t), h);
            out.add(head.forward(h).array());
          }
          return out;
        },
        (w, u, head, x) -> {
          List<Tensor> h = upTo(w, u, x, (int) x.size(0) - 1, new ArrayList<>());
          Tensor[] out = new Tensor[h.size()];
          for (int t = out.length - 1; t >= 0; t--) {
            out[t] = head.forward(h.get(t));
          }
          return stack(0, out);
        });
  }

  private static List<Tensor> silence(Tensor like, int steps) {
    Tensor zero = like.mul(0);
    return IntStream.range(0, steps).mapToObj(t -> zero).toList();
  }

  public static List<A1.Writer> oneToMany() {
    return List.of(
        (w, u, head, x, steps) -> {
          List<Tensor> inputs = new ArrayList<>(silence(x, steps));
          inputs.set(0, x);
          List<Tensor> h = states(w, u, inputs, zero(u, x.size(0)));
          return h.stream().map(head::forward).toList();
        },
        (w, u, head, x, steps) -> {
          Tensor h = zero(u, x.size(0));
          List<Tensor> out = new ArrayList<>();
          for (int t = 0; t < steps; t++) {
            h = t == 0 ? step(w, u, x, h) : tanh(u.forward(h));
            out.add(head.forward(h));
          }
          return stack(0, array(out));
        },
        (w, u, head, x, steps) -> {
          double[][][] out = new double[steps][][];
          double[][] h = loops(w, u, x, zero(u, x.size(0)));
          for (int t = 0; t < steps; t++) {
            out[t] = applied(head, h);
            h = loops(w, u, x.mul(0), Tensor.of(h));
          }
          return out;
        },
        (w, u, head, x, steps) ->
            java.util.stream.Stream.iterate(
                    step(w, u, x, zero(u, x.size(0))), h -> step(w, u, x.sub(x), h))
                .limit(steps)
                .map(h -> head.forward(h).array())
                .toList(),
        (w, u, head, x, steps) -> {
          Tensor[] parts = array(silence(x, steps));
          parts[0] = x;
          Tensor all = stack(0, array(states(w, u, stack(0, parts))));
          Tensor flat = all.reshape(steps * x.size(0), u.outputSize());
          return head.forward(flat).reshape(steps, x.size(0), head.outputSize());
        });
  }

  private static Tensor thought(A1.Pair p, Tensor x) {
    return states(p.w(), p.u(), x).get((int) x.size(0) - 1);
  }

  public static List<A1.Translator> encoderDecoder() {
    return List.of(
        (p, x, steps) -> {
          List<Tensor> out = new ArrayList<>();
          Tensor h = thought(p, x);
          while (out.size() < steps) {
            h = tanh(p.decoderU().forward(h));
            out.add(p.head().forward(h));
          }
          return stack(0, array(out));
        },
        (p, x, steps) ->
            java.util.stream.Stream.iterate(thought(p, x), h -> tanh(p.decoderU().forward(h)))
                .skip(1)
                .limit(steps)
                .map(p.head()::forward)
                .toList(),
        (p, x, steps) -> {
          double[][][] out = new double[steps][][];
          Tensor silent = x.select(0, 0).mul(0);
          Tensor h = thought(p, x);
          for (int t = 0; t < steps; t++) {
            h = Tensor.of(loops(p.decoderW(), p.decoderU(), silent, h));
            out[t] = applied(p.head(), h.array().toDoubleMatrix());
          }
          return out;
        },
        (p, x, steps) -> {
          INDArray[] out = new INDArray[steps];
          INDArray h = thought(p, x).array();
          for (int t = 0; t < steps; t++) {
            h = nd4j(p.decoderW(), p.decoderU(), x.select(0, 0).mul(0), Tensor.of(h));
            out[t] = p.head().forward(Tensor.of(h)).array();
          }
          return out;
        },
        (p, x, steps) -> {
          Tensor thought = states(p.w(), p.u(), x).get((int) x.size(0) - 1);
          List<Tensor> h =
              states(p.decoderW(), p.decoderU(), silence(x.select(0, 0), steps), thought);
          return h.stream().map(p.head()::forward).toList();
        });
  }

  public static List<A1.Count> counts() {
    return List.of(
        (d, h) -> h * d + h * h + h,
        (d, h) -> (long) h * (d + h + 1),
        A1Right::counted,
        (d, h) -> IntStream.of(h * d, h * h, h).asLongStream().sum(),
        (d, h) -> new double[h][d + h + 1].length * (d + h + 1L));
  }

  private static long counted(int inputs, int hidden) {
    long count = 0;
    for (int unit = 0; unit < hidden; unit++) {
      count += inputs + hidden + 1;
    }
    return count;
  }
}
