package unrolled.text;

import java.util.Arrays;

/**
 * What counting alone predicts: the baselines that a trained model has to beat.
 *
 * <p>With n(c, x) how often x followed the context c in training, n(c) their sum and r(c) how many
 * different characters followed:
 *
 * <pre>
 * add-a         P(x | c) = (n(c, x) + a) / (n(c) + a V)
 * Witten-Bell   P(x | c) = (n(c, x) + r(c) P(x | c without its first character)) / (n(c) + r(c))
 * </pre>
 *
 * Witten-Bell goes from the uniform 1/V over ever longer contexts, and trusts a context the less,
 * the more often something new came after it (Witten and Bell, 1991). Losses are in nats per
 * character.
 */
public final class CountModel {
  private final int vocabularySize;
  private final NGrams[] byContextLength;
  private final Smoothing smoothing;

  /** One context's estimate, given that of the context which is a character shorter. */
  private interface Smoothing {
    double probability(double shorter, int count, NGrams.Context context);
  }

  private CountModel(int[] training, int vocabularySize, int contextLength, Smoothing smoothing) {
    checkSizes(vocabularySize, contextLength);
    checkIds("training", training, vocabularySize);
    this.vocabularySize = vocabularySize;
    this.byContextLength = new NGrams[contextLength + 1];
    Arrays.setAll(byContextLength, k -> new NGrams(training, vocabularySize, k));
    this.smoothing = smoothing;
  }

  /**
   * The loss of a model that knows nothing: ln V.
   *
   * @throws IllegalArgumentException if the size is less than 1
   */
  public static double uniform(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("size: expected at least 1, got " + size);
    }
    return Math.log(size);
  }

  /**
   * Counts with Witten-Bell smoothing.
   *
   * @param training the ids to count
   * @param vocabularySize V
   * @param contextLength how many characters are looked back at, 0 or more
   * @throws IllegalArgumentException if an id is not in 0..V-1, or there are too many contexts to
   *     number
   */
  public static CountModel of(int[] training, int vocabularySize, int contextLength) {
    return new CountModel(
        training,
        vocabularySize,
        contextLength,
        (shorter, count, context) ->
            context.seen() == 0
                ? shorter
                : (count + context.followers() * shorter) / (context.seen() + context.followers()));
  }

  /**
   * Counts with a to every count: context length 0 is the unigram, 1 the bigram, 2 the trigram.
   *
   * @param added a, above 0
   * @throws IllegalArgumentException as {@link #of}, and if a is not above 0
   */
  public static CountModel additive(
      int[] training, int vocabularySize, int contextLength, double added) {
    if (!(added > 0 && added < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("added: expected a number above 0, got " + added);
    }
    return new CountModel(
        training,
        vocabularySize,
        contextLength,
        (shorter, count, context) -> (count + added) / (context.seen() + added * vocabularySize));
  }

  /**
   * The mean of -ln P over a text, each character given those before it; the first ones have
   * shorter contexts.
   *
   * @throws IllegalArgumentException if the text is empty or an id is not in 0..V-1
   */
  public double loss(int[] validation) {
    checkIds("validation", validation, vocabularySize);
    double sum = 0;
    for (int i = 0; i < validation.length; i++) {
      sum -= Math.log(probability(contexts(validation, i), validation[i]));
    }
    return sum / validation.length;
  }

  /**
   * What comes next: the probability of each of the V characters.
   *
   * @param context the ids before it, as many as there are
   * @throws IllegalArgumentException if an id is not in 0..V-1
   */
  public double[] distribution(int... context) {
    checkRange("context", context, vocabularySize);
    NGrams.Context[] contexts = contexts(context, context.length);
    double[] probabilities = new double[vocabularySize];
    Arrays.setAll(probabilities, next -> probability(contexts, next));
    return probabilities;
  }

  private NGrams.Context[] contexts(int[] ids, int position) {
    int known = Math.min(byContextLength.length - 1, position);
    NGrams.Context[] contexts = new NGrams.Context[known + 1];
    Arrays.setAll(contexts, k -> byContextLength[k].context(ids, position));
    return contexts;
  }

  private double probability(NGrams.Context[] contexts, int next) {
    double probability = 1.0 / vocabularySize;
    for (int k = 0; k < contexts.length; k++) {
      int count = byContextLength[k].count(contexts[k], next);
      probability = smoothing.probability(probability, count, contexts[k]);
    }
    return probability;
  }

  private static void checkSizes(int vocabularySize, int contextLength) {
    if (vocabularySize < 1) {
      throw new IllegalArgumentException(
          "vocabularySize: expected at least 1, got " + vocabularySize);
    }
    int longest = longestContext(vocabularySize);
    if (contextLength < 0 || contextLength > longest) {
      throw new IllegalArgumentException(
          "contextLength: expected 0 to %d for %d different characters, got %d"
              .formatted(longest, vocabularySize, contextLength));
    }
  }

  /** The longest context there is a number for: its V^(k+1) n-grams are numbered by a long. */
  static int longestContext(int vocabularySize) {
    long base = Math.max(2, vocabularySize);
    int longest = -1;
    for (long grams = 1; grams <= Long.MAX_VALUE / base; grams *= base) {
      longest++;
    }
    return longest;
  }

  private static void checkIds(String name, int[] ids, int vocabularySize) {
    if (ids.length == 0) {
      throw new IllegalArgumentException(name + ": expected at least one character, got none");
    }
    checkRange(name, ids, vocabularySize);
  }

  private static void checkRange(String name, int[] ids, int vocabularySize) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= vocabularySize) {
        throw new IllegalArgumentException(
            "%s: expected ids 0 to %d, got %d at position %d"
                .formatted(name, vocabularySize - 1, ids[i], i));
      }
    }
  }
}
