package unrolled.lesson;

import java.util.random.RandomGenerator;

/**
 * Read letters, then write them down again: as they came, or from the last to the first. The
 * simplest task in which everything that was read is needed.
 *
 * @param reversed whether the last letter is to be written first
 * @param letters how many there are; as symbols they are 1 to letters, 0 is the blank
 */
public record RewriteTask(boolean reversed, int letters) {
  public RewriteTask {
    if (letters < 2) {
      throw new IllegalArgumentException("letters: expected at least 2, got " + letters);
    }
  }

  /** The blank and the letters. */
  public int symbols() {
    return letters + 1;
  }

  /** Random sequences and what is to be written for each: inputs and targets [length][count]. */
  public Examples batch(RandomGenerator random, int length, int count) {
    int[][] inputs = new int[length][count];
    int[][] targets = new int[length][];
    for (int t = 0; t < length; t++) {
      for (int b = 0; b < count; b++) {
        inputs[t][b] = 1 + random.nextInt(letters);
      }
    }
    for (int t = 0; t < length; t++) {
      targets[t] = inputs[reversed ? length - 1 - t : t].clone();
    }
    return new Examples(inputs, targets);
  }

  /** Sequences of a random length from 1 to longest. */
  public Examples upTo(RandomGenerator random, int longest, int count) {
    return batch(random, 1 + random.nextInt(longest), count);
  }
}
