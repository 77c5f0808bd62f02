package unrolled.lesson;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Remember the first symbol over a distance of noise: the first input is one of {@code classes}
 * symbols, then come {@code distance} random ones of as many others, and then the first is asked
 * for. The answer of someone who forgot is right once in {@code classes} times.
 */
public final class FirstSymbolTask implements SequenceTask {
  private final int classes;
  private final int distance;

  /**
   * A task of one distance.
   *
   * @param classes how many symbols there are to remember, at least 2
   * @param distance steps from the symbol to the answer, at least 1
   */
  public FirstSymbolTask(int classes, int distance) {
    if (classes < 2 || distance < 1) {
      throw new IllegalArgumentException(
          "classes, distance: expected at least 2 and 1, got " + classes + ", " + distance);
    }
    this.classes = classes;
    this.distance = distance;
  }

  @Override
  public int symbols() {
    return 2 * classes;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public Examples batch(RandomGenerator random, int count) {
    int[][] inputs = new int[distance + 1][count];
    int[][] targets = new int[1][count];
    for (int b = 0; b < count; b++) {
      targets[0][b] = random.nextInt(classes);
      inputs[0][b] = targets[0][b];
      for (int t = 1; t <= distance; t++) {
        inputs[t][b] = classes + random.nextInt(classes);
      }
    }
    return new Examples(inputs, targets);
  }

  /** New noise, which is hardly ever met twice. */
  @Override
  public List<Examples> heldOut(RandomGenerator random, int count) {
    return List.of(batch(random, count));
  }
}
