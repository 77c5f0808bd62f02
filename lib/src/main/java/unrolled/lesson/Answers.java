package unrolled.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import unrolled.autograd.Tensor;

/** What was answered, held against what is right. */
public final class Answers {
  private Answers() {}

  /** The class with the largest logit: logits [K, B, C] gives [K][B]. */
  public static int[][] likeliest(Tensor logits) {
    double[] values = logits.toDoubles();
    int classes = (int) logits.size(2);
    int[][] best = new int[(int) logits.size(0)][(int) logits.size(1)];
    for (int n = 0; n < values.length / classes; n++) {
      int at = n * classes;
      int arg = 0;
      for (int c = 1; c < classes; c++) {
        arg = values[at + c] > values[at + arg] ? c : arg;
      }
      best[n / best[0].length][n % best[0].length] = arg;
    }
    return best;
  }

  /** The part of single answers that is right, over all examples. */
  public static double accuracy(SequenceModel model, List<Examples> examples) {
    return accuracy(e -> model.predict(e.inputs(), e.targets().length), examples);
  }

  /** The part of single answers that is right, over all examples; answer gives [K][B]. */
  public static double accuracy(Function<Examples, int[][]> answer, List<Examples> examples) {
    long right = 0;
    long all = 0;
    for (Examples e : examples) {
      right += right(answer.apply(e), e.targets());
      all += (long) e.targets().length * e.batch();
    }
    return (double) right / all;
  }

  private static long right(int[][] given, int[][] targets) {
    long right = 0;
    for (int k = 0; k < targets.length; k++) {
      for (int b = 0; b < targets[k].length; b++) {
        right += given[k][b] == targets[k][b] ? 1 : 0;
      }
    }
    return right;
  }

  /** The part of single answers that is right. */
  public static double accuracy(int[][] given, int[][] targets) {
    return (double) right(given, targets) / ((long) targets.length * targets[0].length);
  }

  /** The part of sequences whose answers are all right. */
  public static double exact(int[][] given, int[][] targets) {
    int right = 0;
    for (int b = 0; b < targets[0].length; b++) {
      right += Arrays.equals(Examples.column(given, b), Examples.column(targets, b)) ? 1 : 0;
    }
    return (double) right / targets[0].length;
  }
}
