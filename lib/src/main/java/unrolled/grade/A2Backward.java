package unrolled.grade;

import java.util.List;
import java.util.function.Function;

/** Assignment 2: the chain rule, one step at a time, then over all of them. */
final class A2Backward {
  private A2Backward() {}

  static Task throughTanh(A2.ThroughTanh answer) {
    return Task.of(
        "back through tanh",
        answer,
        A2Truncated.ALLOWED,
        d -> {
          double[] h = d.vector(d.hidden + 2);
          double[] dh = d.vector(h.length);
          return Question.of(
                  () -> answer.back(h.clone(), dh.clone()), "[H]", each(h, dh, v -> 1 - v * v))
              .mistake(
                  "square-forgotten",
                  "this is (1 - h) dh: the derivative of tanh is 1 - h²",
                  each(h, dh, v -> 1 - v))
              .mistake(
                  "sigmoid-derivative",
                  "this is h (1 - h) dh, the sigmoid's derivative: that of tanh is 1 - h²",
                  each(h, dh, v -> v * (1 - v)))
              .mistake(
                  "tanh-taken-again",
                  "this takes the tanh of h once more: h is the tanh already",
                  each(h, dh, v -> 1 - Math.pow(Math.tanh(v), 2)))
              .mistake(
                  "tanh-derivative-missing", "this is dh as it came: tanh shrinks it by 1 - h²", dh)
              .mistake(
                  "chain-broken",
                  "this is the derivative of tanh alone: it is multiplied by what comes from above",
                  each(h, ones(dh.length), v -> 1 - v * v));
        });
  }

  private static double[] each(double[] h, double[] dh, Function<Double, Double> slope) {
    double[] y = new double[h.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = slope.apply(h[i]) * dh[i];
    }
    return y;
  }

  private static double[] ones(int n) {
    double[] one = new double[n];
    java.util.Arrays.fill(one, 1);
    return one;
  }

  static Task throughStep(A2.ThroughStep answer) {
    return Task.of(
        "back to the step before",
        answer,
        A2Truncated.ALLOWED,
        d -> {
          double[][] u = d.matrix(d.hidden, d.hidden);
          double[] da = d.vector(d.hidden);
          return Question.of(
                  () -> answer.back(Plain.copy(u), da.clone()),
                  "[H]",
                  product(Plain.transpose(u), da))
              .mistake(
                  "transposed-product",
                  "this is U da: forward multiplies by U, backward by its transpose",
                  product(u, da));
        });
  }

  private static double[] product(double[][] m, double[] v) {
    return java.util.Arrays.stream(m).mapToDouble(row -> Plain.dot(row, v)).toArray();
  }

  static PartialTask backward(A2.Backward answer) {
    return new PartialTask(
        List.of(
            part(2, "gradient of w", answer, A2.Gradients::w, A2.Gradients::w),
            part(2, "gradient of u", answer, A2.Gradients::u, A2.Gradients::u),
            part(1, "gradient of b", answer, A2.Gradients::b, A2.Gradients::b)));
  }

  private static PartialTask.Part part(
      double points,
      String name,
      A2.Backward answer,
      Function<A2.Gradients, Object> theirs,
      Function<A2.Gradients, Object> ours) {
    return new PartialTask.Part(points, one(name, answer, theirs, ours));
  }

  private static Task one(
      String name,
      A2.Backward answer,
      Function<A2.Gradients, Object> theirs,
      Function<A2.Gradients, Object> ours) {
    return Task.of(
        name,
        answer,
        A2Truncated.ALLOWED,
        d -> {
          Tape tape = new Tape(d);
          return Question.of(
                  () ->
                      theirs.apply(
                          answer.of(
                              Plain.copy(tape.u),
                              Plain.copy(tape.x),
                              Plain.copy(tape.h),
                              Plain.copy(tape.dh))),
                  "as the parameter",
                  ours.apply(tape.gradients(Slip.NONE)))
              .mistake(
                  "gradient-not-carried",
                  "each step sees its own loss alone: add what comes back from the step after it",
                  ours.apply(tape.gradients(Slip.NOT_CARRIED)))
              .mistake(
                  "not-summed-over-steps",
                  "this is the first step's part alone: the parameters are shared, so all steps add to one gradient",
                  ours.apply(tape.gradients(Slip.OVERWRITTEN)))
              .mistake(
                  "new-state-for-old",
                  "dL/du is made of the state after the step: U met the state before it",
                  ours.apply(tape.gradients(Slip.NEW_STATE)))
              .mistake(
                  "tanh-derivative-missing",
                  "the derivative of tanh, 1 - h², is missing",
                  ours.apply(tape.gradients(Slip.NO_TANH)))
              .mistake(
                  "transposed-product",
                  "backward multiplies by U: it is the transpose that leads back",
                  ours.apply(tape.gradients(Slip.TRANSPOSED)));
        });
  }

  enum Slip {
    NONE,
    NOT_CARRIED,
    OVERWRITTEN,
    NEW_STATE,
    NO_TANH,
    TRANSPOSED
  }

  /** One forward run and what the loss says of it. */
  static final class Tape {
    final double[][] u;
    final double[][] x;
    final double[][] h;
    final double[][] dh;

    Tape(Draw d) {
      RnnOracle rnn = new RnnOracle(d);
      u = rnn.u;
      double[][][] sequence = d.sequence(d.steps, 1, d.inputs);
      x = java.util.Arrays.stream(sequence).map(step -> step[0]).toArray(double[][]::new);
      h = java.util.Arrays.stream(rnn.run(sequence)).map(step -> step[0]).toArray(double[][]::new);
      dh = d.matrix(d.steps, d.hidden);
    }

    A2.Gradients gradients(Slip slip) {
      int hidden = u.length;
      double[][] dw = new double[hidden][x[0].length];
      double[][] du = new double[hidden][hidden];
      double[] db = new double[hidden];
      double[] carried = new double[hidden];
      for (int t = x.length - 1; t >= 0; t--) {
        double[] before = t == 0 ? new double[hidden] : h[t - 1];
        double[] old = slip == Slip.NEW_STATE ? h[t] : before;
        double[] da = new double[hidden];
        for (int j = 0; j < hidden; j++) {
          double slope = slip == Slip.NO_TANH ? 1 : 1 - h[t][j] * h[t][j];
          da[j] = slope * (dh[t][j] + carried[j]);
        }
        double keep = slip == Slip.OVERWRITTEN ? 0 : 1;
        addOuter(dw, keep, da, x[t]);
        addOuter(du, keep, da, old);
        for (int j = 0; j < hidden; j++) {
          db[j] = keep * db[j] + da[j];
        }
        double[] back = product(slip == Slip.TRANSPOSED ? u : Plain.transpose(u), da);
        carried = slip == Slip.NOT_CARRIED ? new double[hidden] : back;
      }
      return new A2.Gradients(dw, du, db);
    }

    private static void addOuter(double[][] m, double keep, double[] a, double[] b) {
      for (int r = 0; r < m.length; r++) {
        for (int c = 0; c < m[r].length; c++) {
          m[r][c] = keep * m[r][c] + a[r] * b[c];
        }
      }
    }
  }
}
