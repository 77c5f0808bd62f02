package unrolled.lesson;

import java.util.random.RandomGenerator;

/**
 * Endless streams for truncated BPTT: now and then a symbol is shown, then comes noise, and after
 * {@code shortest} to {@code longest} steps a question mark asks which one it was. Chunks continue
 * each other.
 */
public final class RecallStream {
  /** Stands for an answer where nothing is asked. */
  public static final int NO_QUESTION = -1;

  private final int kinds;
  private final int shortest;
  private final int longest;
  private final RandomGenerator random;
  private final int[] shown;
  private final int[] wait;

  /**
   * New streams.
   *
   * @param kinds how many symbols there are to recall, at least 2
   * @param shortest steps from a symbol to its question, at least 1
   * @param longest at least shortest
   * @param streams B
   */
  public RecallStream(int kinds, int shortest, int longest, int streams, RandomGenerator random) {
    if (kinds < 2 || shortest < 1 || longest < shortest || streams < 1) {
      throw new IllegalArgumentException(
          "kinds, shortest, longest, streams: expected kinds >= 2, 1 <= shortest <= longest and"
              + " streams >= 1, got %d, %d, %d, %d".formatted(kinds, shortest, longest, streams));
    }
    this.kinds = kinds;
    this.shortest = shortest;
    this.longest = longest;
    this.random = random;
    this.shown = new int[streams];
    this.wait = new int[streams];
  }

  /** D: symbols to recall, as many of noise, and the question mark. */
  public int symbols() {
    return 2 * kinds + 1;
  }

  /** C: the symbols to recall. */
  public int classes() {
    return kinds;
  }

  /** The next steps of all streams; the targets are {@link #NO_QUESTION} where nothing is asked. */
  public Examples next(int steps) {
    int[][] inputs = new int[steps][shown.length];
    int[][] targets = new int[steps][shown.length];
    for (int t = 0; t < steps; t++) {
      for (int b = 0; b < shown.length; b++) {
        targets[t][b] = NO_QUESTION;
        if (wait[b] == 0) {
          shown[b] = random.nextInt(kinds);
          inputs[t][b] = shown[b];
          wait[b] = shortest + random.nextInt(longest - shortest + 1);
        } else if (--wait[b] == 0) {
          inputs[t][b] = 2 * kinds;
          targets[t][b] = shown[b];
        } else {
          inputs[t][b] = kinds + random.nextInt(kinds);
        }
      }
    }
    return new Examples(inputs, targets);
  }
}
