package unrolled.grade;

import static unrolled.grade.Draw.linear;
import static unrolled.grade.Draw.tensor;
import static unrolled.grade.Plain.add;
import static unrolled.grade.Plain.affine;
import static unrolled.grade.Plain.concat;
import static unrolled.grade.Plain.mul;
import static unrolled.grade.Plain.sigmoid;
import static unrolled.grade.Plain.tanh;

import unrolled.autograd.Tensor;
import unrolled.grade.LstmOracle.Signals;
import unrolled.grade.LstmOracle.State;
import unrolled.nn.LSTMState;
import unrolled.nn.Linear;

/** Assignment 3, its first half: the gates, the cell, the unrolled layer. */
final class A3Cell {
  private A3Cell() {}

  static Task controlVector(A3.Join answer) {
    return Task.of(
        "control vector",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          double[][] h = d.matrix(d.batch, d.hidden);
          double[][] x = d.matrix(d.batch, d.inputs);
          return Question.of(() -> answer.join(tensor(h), tensor(x)), "[B, H+D]", concat(h, x))
              .mistake(
                  "joined-in-wrong-order",
                  "x stands before h: the lecture's z is [h, x], and the weights' columns count on it",
                  concat(x, h));
        });
  }

  static Task gate(String name, A3.Gate answer) {
    return Task.of(
        name,
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          GateDraw g = new GateDraw(d);
          return g.ask(answer, sigmoid(g.sum))
              .mistake(
                  "tanh-for-sigmoid",
                  "this is tanh, which goes from -1 to 1: a gate opens from 0 to 1, so it needs the sigmoid",
                  tanh(g.sum))
              .mistake("bias-forgotten", "the bias is missing", sigmoid(g.product))
              .mistake(
                  "no-activation",
                  "this is the linear map alone: a gate squashes it to between 0 and 1",
                  g.sum)
              .mistake(
                  "softmax-for-sigmoid",
                  "the numbers of each row sum to 1: a softmax makes units compete, a gate opens each alone",
                  softmax(g.sum))
              .mistake(
                  "bias-outside",
                  "the bias is added after the sigmoid: it belongs inside",
                  affine(sigmoid(g.product), identity(d.hidden), g.bias));
        });
  }

  static Task candidate(A3.Gate answer) {
    return Task.of(
        "candidate",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          GateDraw g = new GateDraw(d);
          return g.ask(answer, tanh(g.sum))
              .mistake(
                  "sigmoid-for-tanh",
                  "this is the sigmoid, which is never negative: the candidate is what may be written, and"
                      + " must be able to take away, so it needs tanh",
                  sigmoid(g.sum))
              .mistake("bias-forgotten", "the bias is missing", tanh(g.product))
              .mistake("no-activation", "this is the linear map alone: tanh is missing", g.sum);
        });
  }

  /** A linear map and its input. */
  private static final class GateDraw {
    final double[][] z;
    final double[][] weight;
    final double[] bias;
    final double[][] product;
    final double[][] sum;

    GateDraw(Draw d) {
      z = d.matrix(d.batch, d.hidden + d.inputs);
      weight = d.matrix(d.hidden, d.hidden + d.inputs);
      bias = d.bias(d.hidden);
      product = affine(z, weight, null);
      sum = affine(z, weight, bias);
    }

    Question ask(A3.Gate answer, double[][] expected) {
      Linear map = linear(weight, bias);
      Tensor input = tensor(z);
      return Question.of(() -> answer.gate(map, input), "[B, H]", expected);
    }
  }

  private static double[][] softmax(double[][] a) {
    double[][] e = Plain.map(a, Math::exp);
    for (double[] row : e) {
      double sum = java.util.Arrays.stream(row).sum();
      for (int i = 0; i < row.length; i++) {
        row[i] /= sum;
      }
    }
    return e;
  }

  private static double[][] identity(int n) {
    double[][] one = new double[n][n];
    for (int i = 0; i < n; i++) {
      one[i][i] = 1;
    }
    return one;
  }

  static Task step(A3.Step answer) {
    return Task.of(
        "one step",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          LstmOracle lstm = new LstmOracle(d);
          double[][] x = d.matrix(d.batch, d.inputs);
          State s = new State(d.matrix(d.batch, d.hidden), d.matrix(d.batch, d.hidden));
          Question question =
              Question.of(
                  () -> answer.step(lstm.linears(), tensor(x), state(s)),
                  "h and c, each [B, H]",
                  lstm.step(x, s).both());
          return withCellMistakes(question, lstm, x, s);
        });
  }

  private static LSTMState state(State s) {
    return new LSTMState(tensor(s.h()), tensor(s.c()));
  }

  private static Question withCellMistakes(Question q, LstmOracle lstm, double[][] x, State s) {
    Signals y = lstm.signals(concat(s.h(), x));
    double[][] kept = mul(y.f(), s.c());
    double[][] written = mul(y.i(), y.g());
    double[][] right = add(kept, written);
    withGateMistakes(q, lstm, x, s, y);
    return q.mistake(
            "tanh-missing-on-cell",
            "h' is o * c': the cell state goes through tanh first",
            new State(mul(y.o(), right), right).both())
        .mistake(
            "tanh-around-output",
            "h' is tanh(o * c'): the output gate comes after the tanh, o * tanh(c')",
            new State(tanh(mul(y.o(), right)), right).both())
        .mistake(
            "old-cell-state-shown",
            "h' is made of the old c: the output gate shows the new one",
            new State(mul(y.o(), tanh(s.c())), right).both())
        .mistake(
            "state-swapped",
            "h and c stand in each other's place: it is new LSTMState(h, c)",
            new State(right, mul(y.o(), tanh(right))).both())
        .mistake(
            "output-gate-missing",
            "h' is tanh(c') without the output gate",
            new State(tanh(right), right).both());
  }

  private static void withGateMistakes(
      Question q, LstmOracle lstm, double[][] x, State s, Signals y) {
    double[][] kept = mul(y.f(), s.c());
    double[][] written = mul(y.i(), y.g());
    q.mistake(
            "forget-and-input-swapped",
            "the forget and the input gate are swapped: f belongs to the old c, i to the candidate",
            shown(y.o(), add(mul(y.i(), s.c()), mul(y.f(), y.g()))))
        .mistake(
            "output-and-forget-swapped",
            "the forget and the output gate are swapped: f belongs to the old c, o to what is shown",
            shown(y.f(), add(mul(y.o(), s.c()), written)))
        .mistake(
            "output-and-input-swapped",
            "the input and the output gate are swapped: i belongs to the candidate, o to what is shown",
            shown(y.i(), add(kept, mul(y.o(), y.g()))))
        .mistake(
            "forget-gate-missing",
            "the old c is kept whole: the forget gate decides how much of it stays",
            shown(y.o(), add(s.c(), written)))
        .mistake(
            "input-gate-missing",
            "the candidate is written whole: the input gate decides how much of it",
            shown(y.o(), add(kept, y.g())))
        .mistake(
            "forget-inverted",
            "the old c is multiplied by 1 - f: f near 1 means keep",
            shown(y.o(), add(mul(Plain.map(y.f(), v -> 1 - v), s.c()), written)))
        .mistake(
            "cell-multiplied",
            "the two parts of c' are multiplied: they are added, and that sum lets gradients through",
            shown(y.o(), mul(kept, written)))
        .mistake(
            "sigmoid-for-tanh",
            "the candidate went through the sigmoid: it needs tanh, to be able to take away",
            shown(y.o(), add(kept, mul(y.i(), sigmoid(y.a())))))
        .mistake(
            "old-state-forgotten",
            "c' is i * g alone: what f keeps of the old c is missing",
            shown(y.o(), written));
    Signals swapped = lstm.signals(concat(x, s.h()));
    q.mistake(
        "joined-in-wrong-order",
        "the gates look at [x, h]: the weights' columns count on z = [h, x]",
        shown(swapped.o(), add(mul(swapped.f(), s.c()), mul(swapped.i(), swapped.g()))));
  }

  private static Object shown(double[][] o, double[][] c) {
    return new State(mul(o, tanh(c)), c).both();
  }

  static Task chainedSteps(A3.Step answer) {
    return Task.of(
        "chained steps",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          LstmOracle lstm = new LstmOracle(d);
          double[][][] x = d.sequence(5, d.batch, d.inputs);
          State[] states = lstm.run(x);
          return Question.of(
              () -> {
                A3.Weights weights = lstm.linears();
                LSTMState s = state(lstm.zero(d.batch));
                for (double[][] now : x) {
                  s = answer.step(weights, tensor(now), s);
                }
                return s;
              },
              "h and c after 5 steps, each [B, H]",
              states[4].both());
        });
  }

  static Task unroll(A3.Unroll answer) {
    return Task.of(
        "unrolled layer",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          LstmOracle lstm = new LstmOracle(d);
          double[][][] x = d.sequence(d.steps, d.batch, d.inputs);
          double[][][] right = lstm.hiddenStates(x);
          return Unrolled.withMistakes(
                  Question.of(() -> answer.unroll(lstm.linears(), tensor(x)), "[T, B, H]", right),
                  right,
                  Unrolled.restarted(x, lstm::hiddenStates),
                  Plain.reversed(lstm.hiddenStates(Plain.reversed(x))),
                  new double[d.batch][d.hidden])
              .mistake(
                  "cell-state-returned",
                  "these are the cell states c: the layer above sees the hidden states h",
                  cells(lstm.run(x)))
              .mistake(
                  "cell-state-not-carried",
                  "h is carried along but c starts at zero at every step: both belong to the state",
                  withoutMemory(lstm, x));
        });
  }

  private static double[][][] cells(State[] states) {
    double[][][] c = new double[states.length][][];
    for (int t = 0; t < c.length; t++) {
      c[t] = states[t].c();
    }
    return c;
  }

  private static double[][][] withoutMemory(LstmOracle lstm, double[][][] x) {
    double[][][] h = new double[x.length][][];
    State zero = lstm.zero(x[0].length);
    State s = zero;
    for (int t = 0; t < h.length; t++) {
      s = lstm.step(x[t], new State(s.h(), zero.c()));
      h[t] = s.h();
    }
    return h;
  }
}
