package unrolled.kernel.engine;

/**
 * Where a snippet stands: its cell, the line of the cell in which it starts (from 1), and its text.
 */
record Place(int cell, int firstLine, String source) {
  /** The line of the cell for a line of the snippet (both from 1). */
  int cellLine(int snippetLine) {
    return firstLine + snippetLine - 1;
  }

  /** The line of the snippet (from 1) in which a position lies. */
  int lineAt(long position) {
    return (int) source.chars().limit(position).filter(c -> c == '\n').count() + 1;
  }

  /** The text of a line of the snippet (from 1). */
  String lineText(int line) {
    return source.lines().skip(line - 1L).findFirst().orElse("");
  }

  /** The column (from 0) of a position in its line. */
  int columnAt(long position) {
    int end = (int) Math.min(position, source.length());
    return end - (source.lastIndexOf('\n', end - 1) + 1);
  }
}
