package unrolled.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.nn.Linear;
import unrolled.nn.LinearCrossEntropy;
import unrolled.nn.SequenceLayer;

/**
 * A linear probe (Alain and Bengio 2016): softmax regression from states that no longer change,
 * each unit scaled to deviation 1, to a property of what was read. What it finds is there, and
 * plain to see; what it does not find may still be there in a way that is not linear. Whether a
 * network <em>uses</em> it, no probe can say.
 */
public final class Probe {
  private static final FitSettings SETTINGS = new FitSettings(200, 256, 2e-2, 10);

  private Probe() {}

  /**
   * What a probe reads off each layer of a stack, the lowest first.
   *
   * @param study what the probes learn from
   * @param exam what they are scored on
   */
  public static double[] layers(
      SequenceLayer stack, Reading study, Reading exam, Reading.Question question, long seed) {
    List<Tensor> states = study.states(stack);
    List<Tensor> others = exam.states(stack);
    int[] labels = study.answers(question);
    int[] otherLabels = exam.answers(question);
    int classes = study.classes(question);
    return IntStream.range(0, states.size())
        .mapToDouble(
            k -> accuracy(states.get(k), labels, others.get(k), otherLabels, classes, seed))
        .toArray();
  }

  /** What always giving the commonest answer is worth. */
  public static double majority(Reading study, Reading exam, Reading.Question question) {
    return Baselines.majority(
        List.of(alone(study.answers(question))),
        List.of(alone(exam.answers(question))),
        study.classes(question));
  }

  private static Examples alone(int[] answers) {
    return new Examples(new int[][] {answers}, new int[][] {answers});
  }

  /**
   * The accuracy on other states than those it learned from.
   *
   * @param states [N, H] to learn from
   * @param labels N classes, from 0 to {@code classes} - 1
   * @param others [M, H]
   * @param otherLabels M classes
   */
  public static double accuracy(
      Tensor states, int[] labels, Tensor others, int[] otherLabels, int classes, long seed) {
    check("labels", states, labels);
    check("otherLabels", others, otherLabels);
    double[][] scale = scale(states);
    Tensor read = scaled(states, scale);
    Random random = new Random(seed);
    Linear probe = new Linear((int) states.size(1), classes, DataType.FLOAT, random);
    LinearCrossEntropy loss = new LinearCrossEntropy(probe);
    int batch = SETTINGS.batch();
    Fit.of(
        probe,
        SETTINGS,
        () -> {
          int[] drawn = random.ints(batch, 0, labels.length).toArray();
          int[] targets = Arrays.stream(drawn).map(n -> labels[n]).toArray();
          Tensor rows = Functions.gather(read, drawn).reshape(1, batch, read.size(1));
          return loss.mean(rows, new int[][] {targets});
        });
    Tensor logits = NoGradient.run(() -> probe.forward(scaled(others, scale)));
    int[][] given = Answers.likeliest(logits.reshape(1, otherLabels.length, classes));
    return Answers.accuracy(given, new int[][] {otherLabels});
  }

  /** Mean and deviation of each unit, so that a quiet layer is heard as well as a loud one. */
  private static double[][] scale(Tensor states) {
    double[] values = states.toDoubles();
    int units = (int) states.size(1);
    double[][] scale = new double[2][units];
    for (int unit = 0; unit < units; unit++) {
      int u = unit;
      double[] all =
          IntStream.range(0, values.length / units)
              .mapToDouble(n -> values[n * units + u])
              .toArray();
      Spread spread = Spread.of(all);
      scale[0][u] = spread.mean();
      scale[1][u] = Math.max(spread.deviation(), 1e-9);
    }
    return scale;
  }

  private static Tensor scaled(Tensor states, double[][] scale) {
    double[] values = states.toDoubles();
    int units = scale[0].length;
    float[] scaled = new float[values.length];
    for (int n = 0; n < values.length; n++) {
      scaled[n] = (float) ((values[n] - scale[0][n % units]) / scale[1][n % units]);
    }
    return Tensor.of(scaled, states.shape());
  }

  private static void check(String name, Tensor states, int[] labels) {
    if (states.rank() != 2 || states.size(0) != labels.length) {
      throw new IllegalArgumentException(
          "%s: expected one for each of the states %s, got %d"
              .formatted(name, Arrays.toString(states.shape()), labels.length));
    }
  }
}
