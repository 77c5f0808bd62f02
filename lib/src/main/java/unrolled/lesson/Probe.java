package unrolled.lesson;

import java.util.Arrays;
import java.util.Random;
import unrolled.autograd.Functions;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.nn.Linear;

/**
 * A linear probe (Alain and Bengio 2016): softmax regression from states that no longer change to a
 * property of what was read. What it finds is there, and plain to see; what it does not find may
 * still be there in a way that is not linear. Whether a network <em>uses</em> it, no probe can say.
 */
public final class Probe {
  private static final FitSettings SETTINGS = new FitSettings(300, 512, 2e-2, 10);

  private Probe() {}

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
    Random random = new Random(seed);
    Linear probe = new Linear((int) states.size(1), classes, states.dataType(), random);
    Fit.of(
        probe,
        SETTINGS,
        () -> {
          int[] drawn = random.ints(SETTINGS.batch(), 0, labels.length).toArray();
          int[] targets = Arrays.stream(drawn).map(n -> labels[n]).toArray();
          return Functions.softmaxCrossEntropy(
              probe.forward(Functions.gather(states, drawn)), targets);
        });
    Tensor logits = NoGradient.run(() -> probe.forward(others));
    int[][] given = Answers.likeliest(logits.reshape(1, otherLabels.length, classes));
    return Answers.accuracy(given, new int[][] {otherLabels});
  }

  private static void check(String name, Tensor states, int[] labels) {
    if (states.rank() != 2 || states.size(0) != labels.length) {
      throw new IllegalArgumentException(
          "%s: expected one for each of the states %s, got %d"
              .formatted(name, Arrays.toString(states.shape()), labels.length));
    }
  }
}
