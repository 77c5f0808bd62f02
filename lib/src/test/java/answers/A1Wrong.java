package answers;

import static unrolled.autograd.Functions.sigmoid;
import static unrolled.autograd.Functions.stack;
import static unrolled.autograd.Functions.tanh;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import unrolled.autograd.Tensor;
import unrolled.grade.A1;

/** Typical wrong answers to assignment 1, by the id of the message that each must get. */
public final class A1Wrong {
  private A1Wrong() {}

  public static Map<String, A1.Step> steps() {
    return Map.of(
        "no-activation", (w, u, x, h) -> w.forward(x).add(u.forward(h)),
        "sigmoid-for-tanh", (w, u, x, h) -> sigmoid(w.forward(x).add(u.forward(h))),
        "bias-forgotten", (w, u, x, h) -> tanh(w.forward(x).add(h.matmul(u.weight().transpose()))),
        "state-ignored", (w, u, x, h) -> tanh(w.forward(x)),
        "input-ignored", (w, u, x, h) -> tanh(u.forward(h)),
        "tanh-on-each-part", (w, u, x, h) -> tanh(w.forward(x)).add(tanh(u.forward(h))),
        "parts-multiplied", (w, u, x, h) -> tanh(w.forward(x).mul(u.forward(h))),
        "shapes-do-not-fit", (w, u, x, h) -> tanh(w.forward(h).add(u.forward(x))),
        "transposed", (w, u, x, h) -> A1Right.step(w, u, x, h).transpose());
  }

  public static Map<String, A1.Unroll> unrolls() {
    return Map.of(
        "state-not-carried",
            (w, u, x) ->
                A1Right.inputs(x).stream().map(now -> tanh(w.forward(now).add(u.bias()))).toList(),
        "only-last-state", (w, u, x) -> A1Right.states(w, u, x).get((int) x.size(0) - 1),
        "reversed",
            (w, u, x) -> {
              List<Tensor> all = A1Right.states(w, u, x);
              Collections.reverse(all);
              return all;
            },
        "shape", (w, u, x) -> stack(1, A1Right.states(w, u, x).toArray(Tensor[]::new)));
  }

  public static Map<String, A1.Reader> manyToOne() {
    return Map.of(
        "head-missing", (w, u, head, x) -> A1Right.states(w, u, x).get((int) x.size(0) - 1),
        "first-state-for-last", (w, u, head, x) -> head.forward(A1Right.states(w, u, x).get(0)),
        "mean-for-last-state",
            (w, u, head, x) ->
                head.forward(
                    stack(0, A1Right.states(w, u, x).toArray(Tensor[]::new))
                        .sum(0)
                        .mul(1.0 / x.size(0))),
        "all-steps-for-last",
            (w, u, head, x) -> A1Right.states(w, u, x).stream().map(head::forward).toList());
  }

  public static Map<String, A1.Reader> manyToMany() {
    return Map.of(
        "head-missing", (w, u, head, x) -> A1Right.states(w, u, x),
        "only-last-state",
            (w, u, head, x) -> head.forward(A1Right.states(w, u, x).get((int) x.size(0) - 1)),
        "state-not-carried",
            (w, u, head, x) ->
                A1Right.inputs(x).stream()
                    .map(now -> head.forward(tanh(w.forward(now).add(u.bias()))))
                    .toList());
  }

  public static Map<String, A1.Writer> oneToMany() {
    return Map.of(
        "input-repeated",
            (w, u, head, x, steps) ->
                A1Right.states(w, u, Collections.nCopies(steps, x), u.forward(zero(u, x)).mul(0))
                    .stream()
                    .map(head::forward)
                    .toList(),
        "input-never-seen",
            (w, u, head, x, steps) ->
                A1Right.states(w, u, Collections.nCopies(steps, x.mul(0)), zero(u, x)).stream()
                    .map(head::forward)
                    .toList());
  }

  private static Tensor zero(unrolled.nn.Linear u, Tensor x) {
    return Tensor.zeros(x.dataType(), x.size(0), u.outputSize());
  }

  public static Map<String, A1.Translator> encoderDecoder() {
    return Map.of(
        "thought-lost",
            (p, x, steps) -> {
              Tensor nothing = x.select(0, 0).mul(0);
              List<Tensor> silence = Collections.nCopies(steps, nothing);
              return outputs(
                  p, A1Right.states(p.decoderW(), p.decoderU(), silence, zero(p.u(), nothing)));
            },
        "encoder-for-decoder",
            (p, x, steps) -> {
              List<Tensor> silence = Collections.nCopies(steps, x.select(0, 0).mul(0));
              return outputs(p, A1Right.states(p.w(), p.u(), silence, thought(p, x)));
            },
        "one-step-late",
            (p, x, steps) -> {
              List<Tensor> silence = Collections.nCopies(steps - 1, x.select(0, 0).mul(0));
              List<Tensor> h = new ArrayList<>();
              h.add(thought(p, x));
              h.addAll(A1Right.states(p.decoderW(), p.decoderU(), silence, thought(p, x)));
              return outputs(p, h);
            });
  }

  private static Tensor thought(A1.Pair p, Tensor x) {
    return A1Right.states(p.w(), p.u(), x).get((int) x.size(0) - 1);
  }

  private static List<Tensor> outputs(A1.Pair p, List<Tensor> h) {
    return h.stream().map(p.head()::forward).toList();
  }

  public static Map<String, A1.Count> counts() {
    return Map.of(
        "bias-forgotten", (d, h) -> (long) h * d + (long) h * h,
        "bias-counted-twice", (d, h) -> (long) h * d + (long) h * h + 2L * h,
        "recurrent-weights-forgotten", (d, h) -> (long) h * d + h,
        "input-weights-forgotten", (d, h) -> (long) h * h + h,
        "recurrent-weights-not-square", (d, h) -> 2L * h * d + h);
  }
}
