package unrolled.lesson;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small alphabet as numbers; number 0 is the blank or the end. */
final class Letters {
  private final String symbols;

  /** The first symbol is the blank. */
  Letters(String symbols) {
    this.symbols = symbols;
  }

  int size() {
    return symbols.length();
  }

  /** The text with blanks before it, to {@code length} places. */
  int[] padLeft(String text, int length) {
    return WordList.padLeft(encode(text), length);
  }

  /** The text with blanks behind it, to {@code length} places. */
  int[] padRight(String text, int length) {
    return java.util.Arrays.copyOf(encode(text), length);
  }

  private int[] encode(String text) {
    return text.chars().map(this::id).toArray();
  }

  private int id(int letter) {
    int id = symbols.indexOf(letter);
    if (id < 0) {
      throw new IllegalArgumentException(
          "text: expected letters of \"" + symbols + "\", got '" + (char) letter + "'");
    }
    return id;
  }

  /** The text without its blanks at both ends. */
  String decode(int... ids) {
    String all =
        IntStream.of(ids).mapToObj(i -> symbols.substring(i, i + 1)).collect(Collectors.joining());
    String blank = symbols.substring(0, 1);
    return all.replace(blank, " ").strip();
  }
}
