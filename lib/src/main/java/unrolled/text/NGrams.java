package unrolled.text;

import java.util.Arrays;

/**
 * How often each character follows each context of k characters in a text.
 *
 * <p>A context and the character behind it are one number in base V, so in the sorted list of these
 * n-grams all that begin with the same context stand side by side.
 */
final class NGrams {
  private final int vocabularySize;
  private final int contextLength;

  /** The different n-grams of the text, sorted. */
  private final long[] grams;

  /** How many of the text's n-grams are smaller than each of them; one more entry counts all. */
  private final int[] smaller;

  /**
   * What is known of a context.
   *
   * @param code its characters in base V
   * @param seen how often something followed it
   * @param followers how many different characters did
   */
  record Context(long code, int seen, int followers) {}

  NGrams(int[] ids, int vocabularySize, int contextLength) {
    this.vocabularySize = vocabularySize;
    this.contextLength = contextLength;
    long[] all = new long[Math.max(0, ids.length - contextLength)];
    Arrays.setAll(all, i -> code(ids, i, i + contextLength + 1));
    Arrays.sort(all);
    int[] starts = new int[all.length + 1];
    int different = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        all[different] = all[i];
        starts[different++] = i;
      }
    }
    starts[different] = all.length;
    this.grams = Arrays.copyOf(all, different);
    this.smaller = Arrays.copyOf(starts, different + 1);
  }

  /** The k characters before a position, k or more. */
  Context context(int[] ids, int position) {
    long code = code(ids, position - contextLength, position);
    int from = firstFrom(code * vocabularySize);
    int to = firstFrom((code + 1) * vocabularySize);
    return new Context(code, smaller[to] - smaller[from], to - from);
  }

  /** How often a character followed a context. */
  int count(Context context, int next) {
    int at = Arrays.binarySearch(grams, context.code() * vocabularySize + next);
    return at < 0 ? 0 : smaller[at + 1] - smaller[at];
  }

  private long code(int[] ids, int from, int to) {
    long code = 0;
    for (int i = from; i < to; i++) {
      code = code * vocabularySize + ids[i];
    }
    return code;
  }

  private int firstFrom(long gram) {
    int at = Arrays.binarySearch(grams, gram);
    return at < 0 ? -at - 1 : at;
  }
}
