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
        (w, u, x) -> states(w, u, x).stream().map(h -> h.array().toDoubleMatrix()).toList());
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
        });
  }

  public static List<A1.Reader> manyToMany() {
    return List.of(
        (w, u, head, x) -> states(w, u, x).stream().map(head::forward).toList(),
        (w, u, head, x) -> {
          Tensor all = stack(0, array(states(w, u, x)));
          Tensor flat = all.reshape(x.size(0) * x.size(1), u.outputSize());
          return head.forward(flat).reshape(x.size(0), x.size(1), head.outputSize());
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
        });
  }

  public static List<A1.Translator> encoderDecoder() {
    return List.of(
        (p, x, steps) -> {
          Tensor thought = states(p.w(), p.u(), x).get((int) x.size(0) - 1);
          List<Tensor> h =
              states(p.decoderW(), p.decoderU(), silence(x.select(0, 0), steps), thought);
          return h.stream().map(p.head()::forward).toList();
        });
  }

  public static List<A1.Count> counts() {
    return List.of((d, h) -> h * d + h * h + h, (d, h) -> (long) h * (d + h + 1), A1Right::counted);
  }

  private static long counted(int inputs, int hidden) {
    long count = 0;
    for (int unit = 0; unit < hidden; unit++) {
      count += inputs + hidden + 1;
    }
    return count;
  }
}
