package unrolled.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Tagging that needs what comes behind: noun phrases one after the other, "the orange cold light",
 * of words each of which is an adjective or a noun. The last of a phrase is the noun, and only the
 * next "the" tells that it was the last. A phrase has 1 to 3 words behind its "the", all equally
 * likely as long as the text comes out even.
 */
public final class NounPhraseTask implements SequenceTask {
  private static final List<String> WORDS =
      List.of("orange", "light", "cold", "dark", "green", "plain", "sweet", "square");
  private static final List<String> TAGS = List.of("determiner", "adjective", "noun");
  private static final int MOST = 3;

  private final WordList words;
  private final int steps;

  /** chances[n]: how likely n places come out even; chances[steps] is that of a whole text. */
  private final double[] chances;

  /**
   * Texts of so many words.
   *
   * @param steps T, at least 2
   */
  public NounPhraseTask(int steps) {
    if (steps < 2) {
      throw new IllegalArgumentException("steps: expected at least 2, got " + steps);
    }
    List<String> all = new ArrayList<>(WORDS);
    all.add("the");
    this.words = WordList.of(all);
    this.steps = steps;
    this.chances = new double[steps + 1];
    chances[0] = 1;
    for (int n = 1; n <= steps; n++) {
      for (int k = 1; k <= Math.min(MOST, n - 1); k++) {
        chances[n] += chances[n - 1 - k] / MOST;
      }
    }
  }

  @Override
  public int symbols() {
    return words.size();
  }

  @Override
  public int classes() {
    return TAGS.size();
  }

  public WordList words() {
    return words;
  }

  @Override
  public Examples batch(RandomGenerator random, int count) {
    List<int[]> texts = new ArrayList<>();
    List<int[]> tags = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      List<String> text = new ArrayList<>();
      int[] tag = new int[steps];
      while (text.size() < steps) {
        int k = phrase(steps - text.size(), random);
        text.add("the");
        for (int j = 1; j <= k; j++) {
          tag[text.size()] = j < k ? 1 : 2;
          text.add(WORDS.get(random.nextInt(WORDS.size())));
        }
      }
      texts.add(words.encode(String.join(" ", text)));
      tags.add(tag);
    }
    return Examples.ofSequences(texts, tags);
  }

  /** How many words the next phrase has behind its "the" when {@code left} places are left. */
  private int phrase(int left, RandomGenerator random) {
    double draw = random.nextDouble() * chances[left];
    int k = 1;
    for (double sum = ending(left, 1); k < MOST && draw >= sum; sum += ending(left, k)) {
      k++;
    }
    return k;
  }

  /** chances[left] is the sum of this over k. */
  private double ending(int left, int k) {
    return k > MOST || k >= left ? 0 : chances[left - 1 - k] / MOST;
  }

  /** New texts, which are hardly ever met twice. */
  @Override
  public List<Examples> heldOut(RandomGenerator random, int count) {
    return List.of(batch(random, count));
  }

  /**
   * The best accuracy that is to be had from left to right, exactly: of one who knows the grammar,
   * counts the words of a phrase and the places that are left, and guesses what is likelier.
   */
  public double bestFromTheLeft() {
    double right = 0;
    double[] begins = new double[steps + 1]; // how likely a phrase begins with n places left
    begins[steps] = 1;
    for (int left = steps; left > 0; left--) {
      if (begins[left] == 0) {
        continue;
      }
      right += begins[left]; // "the"
      double longer = 1;
      for (int k = 1; k <= MOST; k++) {
        double ends = ending(left, k) / chances[left];
        longer -= ends;
        right += begins[left] * Math.max(ends, longer);
        if (ends > 0) {
          begins[left - 1 - k] += begins[left] * ends;
        }
      }
    }
    return right / steps;
  }

  /** A text of known words with a model's tags: "the/determiner light/noun". */
  public String tagged(SequenceModel model, String text) {
    return words.tagged(model, TAGS, text);
  }
}
