package unrolled.lesson;

import java.util.Random;
import java.util.function.Function;
import unrolled.nn.SequenceLayer;

/**
 * The last exercise of parts 2, 3 and 4: initialise a layer so that it learns to reach far back.
 */
final class FarReach {
  private static final int RUNS = 2;
  private static final int HELD_OUT = 400;
  private static final double ENOUGH = 0.9;

  private FarReach() {}

  /**
   * Trains a new layer on the task with each of two seeds.
   *
   * @param layer draws a layer and initialises it as the answer says
   */
  static Verdict of(
      FirstSymbolTask task, FitSettings settings, Function<Random, SequenceLayer> layer) {
    return Verdict.of(
        () -> {
          Spread accuracy =
              Spread.over(Seeds.first(RUNS), seed -> accuracy(task, settings, layer, seed));
          String found = "accuracy %.3f in the worse of two runs".formatted(accuracy.min());
          return accuracy.min() >= ENOUGH
              ? Verdict.right(found)
              : Verdict.notYet(
                  "%s; expected at least %s, and %s is guessing"
                      .formatted(found, ENOUGH, 1.0 / task.classes()));
        });
  }

  private static double accuracy(
      FirstSymbolTask task,
      FitSettings settings,
      Function<Random, SequenceLayer> layer,
      long seed) {
    Random random = new Random(seed);
    SequenceClassifier model = new SequenceClassifier(layer.apply(random), task.classes(), random);
    Fit.of(model, task, settings, random);
    return Answers.accuracy(model, task.heldOut(random, HELD_OUT));
  }
}
