package unrolled.grade;

import static unrolled.grade.Draw.tensor;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.RNNCell;

/** Assignment 2: truncated backpropagation through time, and clipping. */
final class A2Truncated {
  /** The cell is there to be unrolled: what is built here is the way back. */
  static final Allowed ALLOWED = Allowed.FROM_SCRATCH.with("unrolled.nn.RNNCell");

  private static final String NAME = "truncated BPTT";

  /**
   * Steps, and two sizes of chunks: one that divides them, and one that leaves a shorter last
   * chunk. Each draw asks for both, since some slips show with one of them only. No last chunk is a
   * single step, or cutting at every step would be right; none is the second, or one chunk too far
   * would be the beginning.
   */
  private static final int[][] STEPS_AND_CHUNKS = {{8, 2, 3}, {10, 2, 4}, {12, 3, 5}, {12, 4, 5}};

  private A2Truncated() {}

  static Task truncated(A2.Truncated answer) {
    return Task.of(
        NAME,
        answer,
        ALLOWED,
        d -> {
          int[] sizes = STEPS_AND_CHUNKS[d.random.nextInt(STEPS_AND_CHUNKS.length)];
          int steps = sizes[0];
          RnnOracle rnn = new RnnOracle(d);
          double[][][] x = d.sequence(steps, d.batch, d.inputs);
          double[][] pull = d.matrix(d.batch, d.hidden);
          return Question.of(
                  () -> forBoth(sizes, k -> gradientOf(answer, rnn, x, pull, k)),
                  "the gradient of x, [T, B, D], for two sizes of chunks",
                  forBoth(sizes, k -> gradient(rnn, x, pull, lastStart(steps, k))))
              .mistake(
                  "not-cut",
                  "the gradient still reaches the first chunk: detach() gives a new tensor, and the old one"
                      + " remembers as before. Go on with the new one",
                  forBoth(sizes, k -> gradient(rnn, x, pull, 0)))
              .mistake(
                  "cut-at-every-step",
                  "the gradient reaches the last step alone: cut between chunks, not between steps",
                  forBoth(sizes, k -> gradient(rnn, x, pull, steps - 1)))
              .mistake(
                  "cut-once-too-early",
                  "the gradient reaches one chunk too far",
                  forBoth(sizes, k -> gradient(rnn, x, pull, lastStart(steps, k) - k)));
        });
  }

  private static Object forBoth(int[] sizes, IntFunction<Object> ofChunks) {
    return new Object[] {ofChunks.apply(sizes[1]), ofChunks.apply(sizes[2])};
  }

  /** Where the last chunk of k steps, or of fewer, begins. */
  private static int lastStart(int steps, int k) {
    return (steps - 1) / k * k;
  }

  /** Runs the answer forward, looks at its value, and lets the autograd find the gradient of x. */
  private static Tensor gradientOf(
      A2.Truncated answer, RnnOracle rnn, double[][][] x, double[][] pull, int k) {
    Tensor sequence = Tensor.parameter(tensor(x));
    Tensor last = answer.last(cell(rnn), sequence, k);
    if (last == null) {
      throw Question.nothing(NAME);
    }
    checkValue(Numbers.of(last), rnn, x, k);
    if (!last.requiresGradient()) {
      throw new CheckFailedException(
          NAME,
          "cut-at-the-end",
          "the result itself is cut off: no gradient enters the last chunk");
    }
    last.mul(tensor(pull)).sum().backward();
    Tensor gradient = sequence.gradient();
    return gradient == null ? tensor(new double[x.length][x[0].length][x[0][0].length]) : gradient;
  }

  private static void checkValue(Numbers last, RnnOracle rnn, double[][][] x, int k) {
    double[][][] right = rnn.run(x);
    if (last.matches(Numbers.of(right[right.length - 1]), Numbers.DOUBLE_TOLERANCE)) {
      return;
    }
    int start = lastStart(x.length, k);
    double[][][] fresh = rnn.run(Arrays.copyOfRange(x, start, x.length));
    if (last.matches(Numbers.of(fresh[fresh.length - 1]), Numbers.DOUBLE_TOLERANCE)) {
      throw new CheckFailedException(
          NAME,
          "state-reset",
          "each chunk starts from the zero state: the state's value goes on, only its memory of how it was made ends");
    }
    throw new CheckFailedException(
        NAME,
        "wrong-values",
        "the last hidden state is wrong: is every step read, once and in order?");
  }

  private static RNNCell cell(RnnOracle rnn) {
    RNNCell cell =
        new RNNCell(
            rnn.w[0].length, rnn.hidden, DataType.DOUBLE, new java.util.SplittableRandom(1));
    cell.input().weight().assign(tensor(rnn.w));
    cell.recurrent().weight().assign(tensor(rnn.u));
    cell.recurrent().bias().assign(Tensor.vector(rnn.b));
    return cell;
  }

  /** The gradient of x where it flows back to step start and no further. */
  private static double[][][] gradient(RnnOracle rnn, double[][][] x, double[][] pull, int start) {
    double[][][] h = rnn.run(x);
    double[][][] dx = new double[x.length][x[0].length][x[0][0].length];
    double[][] dh = pull;
    for (int t = x.length - 1; t >= start; t--) {
      double[][] da = Plain.zip(dh, h[t], (g, v) -> g * (1 - v * v));
      dx[t] = Plain.affine(da, Plain.transpose(rnn.w), null);
      dh = Plain.affine(da, Plain.transpose(rnn.u), null);
    }
    return dx;
  }

  static Task clip(A2.Clip answer) {
    return Task.of(
        "clipping by the global norm",
        answer,
        ALLOWED,
        d -> {
          double[][] g = d.matrix(d.batch + 1, d.hidden + 1);
          double norm = norm(g);
          double tight = norm * d.number(0.1, 0.15);
          double wide = norm * d.number(1.3, 1.8);
          return Question.of(
                  () ->
                      new Object[] {
                        answer.clip(Plain.copy(g), tight), answer.clip(Plain.copy(g), wide)
                      },
                  "the gradients, clipped to a small and to a large norm",
                  both(scaled(g, tight / norm), g))
              .mistake("never-clipped", "nothing is clipped", both(g, g))
              .mistake(
                  "always-scaled",
                  "gradients that are short already are stretched: only those that are too long change",
                  both(scaled(g, tight / norm), scaled(g, wide / norm)))
              .mistake(
                  "clipped-by-value",
                  "each number is clipped by itself, which turns the direction: all shrink by one factor",
                  both(byValue(g, tight), byValue(g, wide)))
              .mistake(
                  "norm-of-each-array",
                  "each array is scaled by its own norm: the global norm is of all numbers together",
                  both(byRow(g, tight), byRow(g, wide)))
              .mistake(
                  "norm-not-rooted",
                  "the sum of squares is not the norm: the square root is missing",
                  both(factor(g, tight, norm * norm), factor(g, wide, norm * norm)))
              .mistake(
                  "clipped-to-one",
                  "the norm becomes 1, not max: multiply by max",
                  both(scaled(g, 1 / norm), g));
        });
  }

  private static Object both(double[][] tight, double[][] wide) {
    return new double[][][] {tight, wide};
  }

  private static double norm(double[][] g) {
    return Math.sqrt(Arrays.stream(g).mapToDouble(row -> Plain.dot(row, row)).sum());
  }

  private static double[][] scaled(double[][] g, double factor) {
    return Plain.map(g, v -> v * factor);
  }

  private static double[][] factor(double[][] g, double max, double norm) {
    return norm > max ? scaled(g, max / norm) : g;
  }

  private static double[][] byValue(double[][] g, double max) {
    return Plain.map(g, v -> Math.max(-max, Math.min(max, v)));
  }

  private static double[][] byRow(double[][] g, double max) {
    return Arrays.stream(g)
        .map(row -> factor(new double[][] {row}, max, norm(new double[][] {row}))[0])
        .toArray(double[][]::new);
  }
}
