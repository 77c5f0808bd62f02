package unrolled.lesson;

import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.text.Corpus;

/**
 * Guess the next character of a text, after every character of a chunk that begins anywhere. Unlike
 * {@link unrolled.train.Trainer}'s, the chunks have nothing to do with each other: every one is
 * read from the zero state.
 */
public final class NextCharacter implements SequenceTask {
  private final int[] training;
  private final int[] validation;
  private final int symbols;
  private final int steps;

  /**
   * Chunks of a corpus.
   *
   * @param steps T, less than the number of characters of either part
   */
  public NextCharacter(Corpus corpus, int steps) {
    this.training = corpus.training();
    this.validation = corpus.validation();
    this.symbols = corpus.vocabulary().size();
    int shorter = Math.min(training.length, validation.length);
    if (steps < 1 || steps >= shorter) {
      throw new IllegalArgumentException(
          "steps: expected 1 to %d, got %d".formatted(shorter - 1, steps));
    }
    this.steps = steps;
  }

  @Override
  public int symbols() {
    return symbols;
  }

  @Override
  public int classes() {
    return symbols;
  }

  @Override
  public Examples batch(RandomGenerator random, int count) {
    return chunks(training, random, count);
  }

  /** Chunks of the validation part. */
  @Override
  public List<Examples> heldOut(RandomGenerator random, int count) {
    return List.of(chunks(validation, random, count));
  }

  private Examples chunks(int[] ids, RandomGenerator random, int count) {
    int[][] inputs = new int[steps][count];
    int[][] targets = new int[steps][count];
    for (int b = 0; b < count; b++) {
      int from = random.nextInt(ids.length - steps);
      for (int t = 0; t < steps; t++) {
        inputs[t][b] = ids[from + t];
        targets[t][b] = ids[from + t + 1];
      }
    }
    return new Examples(inputs, targets);
  }
}
