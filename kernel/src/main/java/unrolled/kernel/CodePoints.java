package unrolled.kernel;

/**
 * The protocol counts positions in code points, Java in UTF-16 units; a position outside the text
 * is moved to its edge.
 */
final class CodePoints {
  private CodePoints() {}

  static int toIndex(String text, int codePoints) {
    int count = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, count)));
  }

  static int ofIndex(String text, int index) {
    return text.codePointCount(0, index);
  }
}
