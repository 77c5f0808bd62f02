package unrolled.text;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The characters of a text and their ids: V different code points, sorted, the first one 0.
 *
 * <p>A character is a Unicode code point, so an emoji counts once.
 */
public final class Vocabulary {
  private final int[] sorted;

  private Vocabulary(int[] sorted) {
    this.sorted = sorted;
  }

  /**
   * The characters that occur in a text.
   *
   * @throws IllegalArgumentException if the text is empty or has half a surrogate pair
   */
  public static Vocabulary of(String text) {
    return new Vocabulary(checked("text", text).sorted().distinct().toArray());
  }

  /**
   * A vocabulary as {@link #symbols()} wrote it.
   *
   * @throws IllegalArgumentException if the characters are not in strictly ascending order
   */
  public static Vocabulary ofSymbols(String sortedSymbols) {
    int[] symbols = checked("sortedSymbols", sortedSymbols).toArray();
    for (int i = 1; i < symbols.length; i++) {
      if (symbols[i - 1] >= symbols[i]) {
        throw new IllegalArgumentException(
            "sortedSymbols: expected code points in ascending order, got %s behind %s at position %d"
                .formatted(named(symbols[i]), named(symbols[i - 1]), i));
      }
    }
    return new Vocabulary(symbols);
  }

  /** V, how many different characters there are. */
  public int size() {
    return sorted.length;
  }

  /** The characters in the order of their ids. */
  public String symbols() {
    return new String(sorted, 0, sorted.length);
  }

  /** Whether a character has an id. */
  public boolean contains(int codePoint) {
    return Arrays.binarySearch(sorted, codePoint) >= 0;
  }

  /**
   * The ids of a text's characters; {@link #decode} is its inverse.
   *
   * @throws IllegalArgumentException at the first character outside the vocabulary
   */
  public int[] encode(String text) {
    int[] ids = text.codePoints().toArray();
    for (int i = 0; i < ids.length; i++) {
      int id = Arrays.binarySearch(sorted, ids[i]);
      if (id < 0) {
        throw new IllegalArgumentException(
            "text: expected characters of the vocabulary of %d, got %s at position %d"
                .formatted(sorted.length, named(ids[i]), i));
      }
      ids[i] = id;
    }
    return ids;
  }

  /**
   * The text with these ids; {@link #encode} is its inverse.
   *
   * @throws IllegalArgumentException if an id is not in 0..V-1
   */
  public String decode(int... ids) {
    StringBuilder text = new StringBuilder(ids.length);
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= sorted.length) {
        throw new IllegalArgumentException(
            "ids: expected 0 to %d, got %d at position %d".formatted(sorted.length - 1, ids[i], i));
      }
      text.appendCodePoint(sorted[ids[i]]);
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vocabulary that && Arrays.equals(sorted, that.sorted);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sorted);
  }

  @Override
  public String toString() {
    return "Vocabulary of %d characters".formatted(sorted.length);
  }

  private static IntStream checked(String name, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name + ": expected at least one character, got none");
    }
    // Half a pair is no character: two halves side by side would decode to a third one.
    int[] points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      if (Character.getType(points[i]) == Character.SURROGATE) {
        throw new IllegalArgumentException(
            "%s: expected whole characters, got half a surrogate pair, %s, at position %d"
                .formatted(name, named(points[i]), i));
      }
    }
    return Arrays.stream(points);
  }

  private static String named(int codePoint) {
    String code = "U+%04X".formatted(codePoint);
    boolean printable =
        switch (Character.getType(codePoint)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
    return printable ? "'" + Character.toString(codePoint) + "' (" + code + ")" : code;
  }
}
