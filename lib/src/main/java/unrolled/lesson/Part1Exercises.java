package unrolled.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.compute.CellKind;
import unrolled.nn.RNNCell;

/** The checks of the exercises of part 1. */
public final class Part1Exercises {
  private static final int TRIES = 20;

  private Part1Exercises() {}

  /** The states of a scalar recurrent network h = tanh(wx x + wh h), from h = 0. */
  @FunctionalInterface
  public interface ScalarStates {
    double[] of(double wx, double wh, double[] x);
  }

  /** Weights of the first layer of an MLP over (token, position). */
  public static Verdict firstLayer(long answer, int vocabulary, int positions, int hidden) {
    long expected = (long) vocabulary * positions * hidden;
    if (answer == expected) {
      return Verdict.right("%,d weights, before anything has been learned".formatted(answer));
    }
    return Verdict.notYet(
        answer == (long) vocabulary * positions
            ? "that is the number of inputs; each has a weight to every hidden unit"
            : "%,d; each pair of a token and a position has a weight to every hidden unit"
                .formatted(answer));
  }

  /** The number of parameters of the lecture's RNN cell: (D, H) to count. */
  public static Verdict cellParameters(IntBinaryOperator formula) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int i = 0; i < TRIES; i++) {
            int d = 1 + random.nextInt(9);
            int h = 1 + random.nextInt(9);
            long counted = new RNNCell(d, h, DataType.DOUBLE, random).parameterCount();
            int given = formula.applyAsInt(d, h);
            if (given != counted) {
              return Verdict.notYet(
                  "D = %d, H = %d: a cell has %d numbers, the formula gives %d"
                      .formatted(d, h, counted, given));
            }
          }
          return Verdict.right("it agrees with %d cells of random sizes".formatted(TRIES));
        });
  }

  /** A loop over a sequence of numbers. */
  public static Verdict scalarStates(ScalarStates answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int i = 0; i < TRIES; i++) {
            double wx = random.nextGaussian();
            double wh = random.nextGaussian();
            double[] x = random.doubles(1 + random.nextInt(5), -2, 2).toArray();
            double[] right = states(wx, wh, x);
            double[] given = answer.of(wx, wh, x.clone());
            if (!alike(right, given)) {
              return Verdict.notYet(
                  "wx = %.2f, wh = %.2f, x = %s: expected %s, got %s"
                      .formatted(wx, wh, text(x), text(right), text(given)));
            }
          }
          return Verdict.right("%d random sequences agree".formatted(TRIES));
        });
  }

  private static double[] states(double wx, double wh, double[] x) {
    double[] states = new double[x.length];
    double h = 0;
    for (int t = 0; t < x.length; t++) {
      h = Math.tanh(wx * x[t] + wh * h);
      states[t] = h;
    }
    return states;
  }

  static boolean alike(double[] right, double[] given) {
    boolean alike = given != null && given.length == right.length;
    for (int t = 0; alike && t < right.length; t++) {
      alike = Math.abs(right[t] - given[t]) < 1e-9;
    }
    return alike;
  }

  static String text(double[] values) {
    return values == null
        ? "null"
        : Arrays.stream(values).mapToObj("%.3f"::formatted).toList().toString();
  }

  /**
   * A memory of one number, h' = tanh(w x + u h): x is +1 or -1 once, then 0 for 50 steps, and the
   * sign of h must still be that of x.
   */
  public static Verdict latch(double w, double u) {
    double h = Math.tanh(w);
    for (int t = 0; t < 50; t++) {
      h = Math.tanh(u * h);
    }
    if (h >= 0.1) {
      return Verdict.right(
          "after 50 steps h is still %+.3f, and by symmetry %+.3f".formatted(h, -h));
    }
    return Verdict.notYet(
        "after x = 1 and 50 steps of nothing h is %.2g, expected at least 0.1; for which u does h = tanh(u h)"
                .formatted(h)
            + " have a solution other than 0?");
  }

  /**
   * Training batches with which an RNN of 28 units learns sentences of 32 words; it is trained on
   * 400 batches with two seeds.
   *
   * @param curriculum the task of each step, 0 to 399; no sentence may have more than 16 words
   */
  public static Verdict longSentences(IntFunction<KeywordTask> curriculum) {
    return Verdict.of(
        () -> {
          for (int step = 0; step < 400; step++) {
            int words = curriculum.apply(step).batch(new Random(0), 1).steps();
            if (words > 16) {
              return Verdict.notYet(
                  "step %d has sentences of %d words, at most 16 are allowed"
                      .formatted(step, words));
            }
          }
          Spread accuracy = Spread.over(Seeds.first(2), seed -> trained(curriculum, seed));
          String found =
              "%.3f of the sentences with 32 words, in the worse of two runs"
                  .formatted(accuracy.min());
          return accuracy.min() >= 0.95
              ? Verdict.right(found)
              : Verdict.notYet(found + "; expected at least 0.95");
        });
  }

  private static double trained(IntFunction<KeywordTask> curriculum, long seed) {
    Random random = new Random(seed);
    KeywordTask test = new KeywordTask(32, 1, 32);
    SequenceClassifier model =
        new SequenceClassifier(CellKind.RNN, test.symbols(), 28, test.classes(), random);
    int[] step = {0};
    Fit.of(
        model,
        FitSettings.of(400, 5e-3),
        () -> model.loss(curriculum.apply(step[0]++).batch(random, 32)));
    return Answers.accuracy(model, test.heldOut(random, 500));
  }

  /**
   * Which shape fits: "many-to-one", "one-to-many", "in sync" or "encoder-decoder" for (1) is this
   * e-mail spam, (2) the missing capital letters of a text, letter by letter, (3) a melody from a
   * mood, (4) a summary of an article.
   */
  public static Verdict shapes(String spam, String capitals, String melody, String summary) {
    List<String> given = List.of(spam, capitals, melody, summary);
    List<String> right = List.of("many-to-one", "in sync", "one-to-many", "encoder-decoder");
    long agree =
        java.util.stream.IntStream.range(0, 4)
            .filter(i -> given.get(i).strip().equalsIgnoreCase(right.get(i)))
            .count();
    return agree == 4
        ? Verdict.right("all four")
        : Verdict.notYet(
            "%d of 4; when is the first answer known, and how many are there?".formatted(agree));
  }
}
