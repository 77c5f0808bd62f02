package unrolled.lesson;

import java.util.Arrays;
import java.util.List;

/**
 * What can be had without understanding a sequence: a model has learned something only above these.
 * Each learns from training examples and gives its accuracy on the others.
 */
public final class Baselines {
  private Baselines() {}

  /** Always the commonest answer. */
  public static double majority(List<Examples> training, List<Examples> heldOut, int classes) {
    int answer = largest(counts(training, classes));
    return Answers.accuracy(e -> constant(e, answer), heldOut);
  }

  private static long[] counts(List<Examples> examples, int classes) {
    long[] counts = new long[classes];
    for (Examples e : examples) {
      Arrays.stream(e.targets()).flatMapToInt(Arrays::stream).forEach(c -> counts[c]++);
    }
    return counts;
  }

  private static int[][] constant(Examples e, int answer) {
    int[][] answers = new int[e.targets().length][e.batch()];
    Arrays.stream(answers).forEach(row -> Arrays.fill(row, answer));
    return answers;
  }

  /**
   * For answers in sync: each symbol's commonest answer, and the commonest of all for a symbol that
   * never came.
   */
  public static double perSymbol(
      List<Examples> training, List<Examples> heldOut, int symbols, int classes) {
    long[][] counts = new long[symbols][classes];
    for (Examples e : training) {
      for (int t = 0; t < e.targets().length; t++) {
        for (int b = 0; b < e.batch(); b++) {
          counts[e.inputs()[t][b]][e.targets()[t][b]]++;
        }
      }
    }
    int common = largest(counts(training, classes));
    int[] answer =
        Arrays.stream(counts)
            .mapToInt(row -> Arrays.stream(row).sum() == 0 ? common : largest(row))
            .toArray();
    return Answers.accuracy(
        e ->
            Arrays.stream(e.inputs())
                .map(row -> Arrays.stream(row).map(s -> answer[s]).toArray())
                .toArray(int[][]::new),
        heldOut);
  }

  /**
   * For one answer a sequence: naive Bayes on the bag of symbols, that is counting words and
   * forgetting their order, with add-one smoothing.
   */
  public static double bagOfSymbols(
      List<Examples> training, List<Examples> heldOut, int symbols, int classes) {
    double[][] counts = new double[classes][symbols];
    Arrays.stream(counts).forEach(row -> Arrays.fill(row, 1));
    for (Examples e : training) {
      for (int b = 0; b < e.batch(); b++) {
        for (int symbol : e.input(b)) {
          counts[e.targets()[0][b]][symbol]++;
        }
      }
    }
    double[][] evidence =
        Arrays.stream(counts)
            .map(
                row -> {
                  double all = Arrays.stream(row).sum();
                  return Arrays.stream(row).map(c -> Math.log(c / all)).toArray();
                })
            .toArray(double[][]::new);
    long[] prior = counts(training, classes);
    return Answers.accuracy(e -> bayes(e, evidence, prior), heldOut);
  }

  private static int[][] bayes(Examples e, double[][] evidence, long[] prior) {
    int[][] answers = new int[1][e.batch()];
    for (int b = 0; b < e.batch(); b++) {
      double[] score = new double[prior.length];
      for (int c = 0; c < score.length; c++) {
        double[] of = evidence[c];
        score[c] =
            Math.log((double) prior[c]) + Arrays.stream(e.input(b)).mapToDouble(s -> of[s]).sum();
      }
      answers[0][b] = largest(score);
    }
    return answers;
  }

  /**
   * For answers of fixed length: at each step the commonest symbol of what is known.
   *
   * @param known [T][B]
   * @return [T][count]
   */
  public static int[][] commonestPerStep(int[][] known, int count) {
    int symbols = 1 + Arrays.stream(known).flatMapToInt(Arrays::stream).max().getAsInt();
    int[][] answers = new int[known.length][count];
    for (int t = 0; t < known.length; t++) {
      long[] counts = new long[symbols];
      Arrays.stream(known[t]).forEach(s -> counts[s]++);
      Arrays.fill(answers[t], largest(counts));
    }
    return answers;
  }

  private static int largest(long[] values) {
    return largest(Arrays.stream(values).asDoubleStream().toArray());
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
