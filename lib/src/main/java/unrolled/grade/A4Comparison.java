package unrolled.grade;

import static unrolled.grade.Draw.tensor;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import unrolled.autograd.Tensor;

/** Assignment 4: sizes, spreads, and both directions. */
final class A4Comparison {
  private A4Comparison() {}

  static Task size(A4.Size answer) {
    return Task.of(
        "equal parameters",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          int inputs = 5 + d.random.nextInt(60);
          int hidden = 40 + d.random.nextInt(150);
          long budget = 4L * hidden * (hidden + inputs) + 4L * hidden;
          long right = largest(budget, inputs, 4);
          return Question.of(() -> answer.size(inputs, hidden), "a number", right)
              .mistake(
                  "one-too-many",
                  "this GRU has more parameters than the LSTM: the largest that has no more is asked",
                  right + 1)
              .mistake("one-too-few", "one more unit would still fit", right - 1)
              .mistake(
                  "width-for-parameters",
                  "this is the LSTM's H: at equal H a GRU has fewer parameters",
                  hidden)
              .mistake(
                  "linear-rule",
                  "this is 4/3 of the LSTM's H: parameters grow with the square of H",
                  hidden * 4L / 3);
        });
  }

  /** 3 H (H + D) for the weights, and biases H for each of the maps that have one. */
  private static long largest(long budget, int inputs, int biases) {
    long h = 1;
    while (3 * (h + 1) * (h + 1 + inputs) + biases * (h + 1) <= budget) {
      h++;
    }
    return h;
  }

  static Task summary(A4.Summary answer) {
    return Task.of(
        "mean and spread",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          double[] losses = d.vector(3 + d.random.nextInt(4));
          Arrays.setAll(losses, i -> losses[i] + 2);
          double mean = Arrays.stream(losses).average().orElseThrow();
          double squares = Arrays.stream(losses).map(v -> (v - mean) * (v - mean)).sum();
          int n = losses.length;
          double right = Math.sqrt(squares / (n - 1));
          return Question.of(
                  () -> answer.of(losses.clone()), "mean, deviation", new double[] {mean, right})
              .mistake(
                  "population-deviation",
                  "the deviation is divided by n: of a sample of n runs it is n - 1",
                  new double[] {mean, Math.sqrt(squares / n)})
              .mistake(
                  "variance-for-deviation",
                  "this is the variance: the deviation is its square root",
                  new double[] {mean, squares / (n - 1)})
              .mistake(
                  "error-of-the-mean",
                  "this is the standard error of the mean: the spread of the runs is asked",
                  new double[] {mean, right / Math.sqrt(n)})
              .mistake("order-swapped", "the mean comes first", new double[] {right, mean});
        });
  }

  static Task bidirectional(A4.Both answer) {
    return Task.of(
        "both directions",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          RnnOracle left = new RnnOracle(d);
          RnnOracle right = new RnnOracle(d);
          double[][][] x = d.sequence(d.steps, d.batch, d.inputs);
          double[][][] there = left.run(x);
          double[][][] back = right.run(Plain.reversed(x));
          double[][][] inPlace = Plain.reversed(back);
          return Question.of(
                  () -> answer.read(layer(left), layer(right), tensor(x)),
                  "[T, B, 2H]",
                  joined(there, inPlace))
              .mistake(
                  "not-turned-back",
                  "the backward layer's states stand in its own order: turn them, so that both halves of step t"
                      + " speak of step t",
                  joined(there, back))
              .mistake(
                  "not-reversed",
                  "both layers read from the left: the second one reads the sequence from its end",
                  joined(there, right.run(x)))
              .mistake(
                  "states-added",
                  "the two states are added: they stand side by side",
                  sum(there, inPlace))
              .mistake(
                  "halves-swapped", "the forward layer's half comes first", joined(inPlace, there))
              .mistake(
                  "layers-swapped",
                  "the layers are swapped: the first one reads from the left",
                  joined(right.run(x), Plain.reversed(left.run(Plain.reversed(x)))));
        });
  }

  private static UnaryOperator<Tensor> layer(RnnOracle rnn) {
    return x -> {
      double[][][] steps = new double[(int) x.size(0)][][];
      for (int t = 0; t < steps.length; t++) {
        steps[t] = x.select(0, t).array().toDoubleMatrix();
      }
      return tensor(rnn.run(steps));
    };
  }

  private static double[][][] joined(double[][][] a, double[][][] b) {
    double[][][] y = new double[a.length][][];
    Arrays.setAll(y, t -> Plain.concat(a[t], b[t]));
    return y;
  }

  private static double[][][] sum(double[][][] a, double[][][] b) {
    double[][][] y = new double[a.length][][];
    Arrays.setAll(y, t -> Plain.add(a[t], b[t]));
    return y;
  }
}
