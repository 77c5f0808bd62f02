package unrolled.grade;

import static unrolled.grade.Draw.linear;
import static unrolled.grade.Draw.tensor;
import static unrolled.grade.Plain.add;
import static unrolled.grade.Plain.affine;
import static unrolled.grade.Plain.concat;
import static unrolled.grade.Plain.mul;
import static unrolled.grade.Plain.sigmoid;
import static unrolled.grade.Plain.tanh;

/** Assignment 4: the GRU in both conventions. */
final class A4Cell {
  private static final String WRONG_WAY =
      "z is the wrong way round: near 0 the old state stays, near 1 the candidate takes its place";

  private A4Cell() {}

  static Task mix(A4.Mix answer) {
    return Task.of(
        "interpolation",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          double[][] z = sigmoid(d.matrix(d.batch, d.hidden));
          double[][] h = d.matrix(d.batch, d.hidden);
          double[][] g = d.matrix(d.batch, d.hidden);
          return Question.of(
                  () -> answer.mix(tensor(z), tensor(h), tensor(g)), "[B, H]", mixed(z, h, g))
              .mistake("update-inverted", WRONG_WAY, mixed(z, g, h))
              .mistake(
                  "old-state-whole",
                  "the old state is kept whole: it is weighed with 1 - z",
                  add(h, mul(z, g)))
              .mistake(
                  "candidate-whole",
                  "the candidate is taken whole: it is weighed with z",
                  add(mul(Plain.map(z, v -> 1 - v), h), g));
        });
  }

  /** (1 - z) h + z g. */
  private static double[][] mixed(double[][] z, double[][] h, double[][] g) {
    return add(mul(Plain.map(z, v -> 1 - v), h), mul(z, g));
  }

  static Task step(String name, A4.Step answer, boolean after) {
    return Task.of(
        name,
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          Gru gru = new Gru(d);
          double[][] x = d.matrix(d.batch, d.inputs);
          double[][] h = d.matrix(d.batch, d.hidden);
          return gru.withMistakes(
              Question.of(
                  () -> answer.step(gru.linears(), tensor(x), tensor(h)),
                  "[B, H]",
                  gru.step(x, h, after)),
              x,
              h,
              after);
        });
  }

  private static final class Gru {
    final double[][][] gates = new double[2][][];
    final double[][] fromX;
    final double[][] fromH;
    final double[][] biases;

    Gru(Draw d) {
      gates[0] = d.matrix(d.hidden, d.hidden + d.inputs);
      gates[1] = d.matrix(d.hidden, d.hidden + d.inputs);
      fromX = d.matrix(d.hidden, d.inputs);
      fromH = d.matrix(d.hidden, d.hidden);
      biases = new double[][] {bias(d), bias(d), bias(d), bias(d)};
    }

    private static double[] bias(Draw d) {
      return d.bias(d.hidden);
    }

    A4.Weights linears() {
      return new A4.Weights(
          linear(gates[0], biases[0]),
          linear(gates[1], biases[1]),
          linear(fromX, biases[2]),
          linear(fromH, biases[3]));
    }

    double[][] gate(int which, double[][] joined) {
      return sigmoid(affine(joined, gates[which], biases[which]));
    }

    /** The sum under the candidate's tanh. */
    double[][] sum(double[][] x, double[][] h, double[][] r, boolean after) {
      double[][] recurrent =
          after ? mul(r, affine(h, fromH, biases[3])) : affine(mul(r, h), fromH, biases[3]);
      return add(affine(x, fromX, biases[2]), recurrent);
    }

    double[][] step(double[][] x, double[][] h, boolean after) {
      double[][] z = gate(0, concat(h, x));
      double[][] r = gate(1, concat(h, x));
      return mixed(z, h, tanh(sum(x, h, r, after)));
    }

    Question withMistakes(Question q, double[][] x, double[][] h, boolean after) {
      double[][] joined = concat(h, x);
      double[][] z = gate(0, joined);
      double[][] r = gate(1, joined);
      double[][] sum = sum(x, h, r, after);
      double[][] ones = Plain.map(r, v -> 1);
      double[][] other = concat(x, h);
      String where = after ? "before the product: r * h" : "after the product: r * (U h + b)";
      String asked =
          after ? "here it acts on the product, r * (U h + b)" : "here it acts on h, U (r * h) + b";
      return q.mistake("update-inverted", WRONG_WAY, mixed(z, tanh(sum), h))
          .mistake(
              "other-reset-convention",
              "the reset gate acts " + where + "; " + asked,
              step(x, h, !after))
          .mistake(
              "reset-missing",
              "the candidate sees the whole old state: the reset gate is missing",
              mixed(z, h, tanh(sum(x, h, ones, after))))
          .mistake(
              "gates-swapped",
              "update and reset are swapped",
              mixed(r, h, tanh(sum(x, h, z, after))))
          .mistake(
              "sigmoid-for-tanh",
              "the candidate went through the sigmoid: it needs tanh",
              mixed(z, h, sigmoid(sum)))
          .mistake("no-activation", "the candidate's tanh is missing", mixed(z, h, sum))
          .mistake(
              "candidate-returned",
              "this is the candidate: the new state is a mixture of it and the old one",
              tanh(sum))
          .mistake(
              "joined-in-wrong-order",
              "the gates look at [x, h]: the weights' columns count on [h, x]",
              mixed(gate(0, other), h, tanh(sum(x, h, gate(1, other), after))));
    }
  }
}
