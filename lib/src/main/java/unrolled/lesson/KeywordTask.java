package unrolled.lesson;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A sentence of filler words with one word that matters, wherever it stands: is it a word of praise
 * (1) or of blame (0)? The answer comes after the last word. Part 1 of the lecture: "Gandhinagar"
 * means the same at position 5 and at position 23.
 */
public final class KeywordTask implements SequenceTask {
  private static final List<String> BLAME = List.of("awful", "boring", "dreadful", "tedious");
  private static final List<String> PRAISE = List.of("brilliant", "charming", "lovely", "superb");
  private static final List<String> FILLERS =
      List.of(
          "we", "saw", "the", "film", "on", "that", "evening", "and", "then", "walked", "home",
          "by", "old", "river", "with", "friends");
  private static final WordList WORDS =
      WordList.of(
          java.util.stream.Stream.of(BLAME, PRAISE, FILLERS).flatMap(List::stream).toList());

  private final int length;
  private final int first;
  private final int last;

  /**
   * Sentences in which the word that matters stands somewhere from first to last.
   *
   * @param length words in a sentence, T
   * @param first the first position it may have, counted from 1
   * @param last the last one, at most length
   */
  public KeywordTask(int length, int first, int last) {
    if (first < 1 || last < first || length < last) {
      throw new IllegalArgumentException(
          "first, last, length: expected 1 <= first <= last <= length, got "
              + List.of(first, last, length));
    }
    this.length = length;
    this.first = first;
    this.last = last;
  }

  /** The words, for every length and position. */
  public static WordList words() {
    return WORDS;
  }

  @Override
  public int symbols() {
    return WORDS.size();
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public Examples batch(RandomGenerator random, int count) {
    int[][] inputs = new int[length][count];
    int[][] targets = new int[1][count];
    for (int b = 0; b < count; b++) {
      for (int t = 0; t < length; t++) {
        inputs[t][b] = pick(FILLERS, random);
      }
      targets[0][b] = random.nextInt(2);
      inputs[first - 1 + random.nextInt(last - first + 1)][b] =
          pick(targets[0][b] == 1 ? PRAISE : BLAME, random);
    }
    return new Examples(inputs, targets);
  }

  private static int pick(List<String> from, RandomGenerator random) {
    return WORDS.encode(from.get(random.nextInt(from.size())))[0];
  }

  /** New sentences: there are 16 fillers for each place, so that none is met twice. */
  @Override
  public List<Examples> heldOut(RandomGenerator random, int count) {
    return List.of(batch(random, count));
  }
}
