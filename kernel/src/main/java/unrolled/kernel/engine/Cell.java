package unrolled.kernel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A cell's text, taken apart into snippets one by one: how the rest parses may depend on what has
 * run.
 */
final class Cell {
  /** A first guess, in characters, at how much has to be read to find a snippet's end. */
  private static final int PART = 4096;

  /**
   * How far a cell that stopped is read on: each snippet is parsed, and a cell may hold thousands.
   */
  private static final int AHEAD = 50;

  /** What may hold the sign of a comment without opening one. */
  private static final Pattern CLOSED =
      Pattern.compile(
          "\"\"\".*?\"\"\"|\"[^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+\"|'[^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+)*+'"
              + "|//[^\n]*+|/\\*.*?\\*/",
          Pattern.DOTALL);

  private final SourceCodeAnalysis analysis;
  private final int number;
  private final String code;
  private int position;
  private int line = 1;
  private int counted;
  private int lastStart;

  Cell(SourceCodeAnalysis analysis, int number, String code) {
    this.analysis = analysis;
    this.number = number;
    this.code = code;
  }

  /**
   * A snippet and how it ended.
   *
   * @param endsWithSemicolon whether its value is not meant to be shown
   */
  record Piece(Place place, Completeness completeness, boolean endsWithSemicolon) {
    boolean isMagic() {
      return place.source().startsWith(Magics.SIGN);
    }
  }

  /** The next snippets from the last one on, as text: what a failed cell would have run. */
  List<String> fromLast() {
    Cell rest = new Cell(analysis, number, code.substring(lastStart));
    List<String> sources = new ArrayList<>();
    for (Optional<Piece> next = rest.next();
        next.isPresent() && sources.size() < AHEAD;
        next = rest.next()) {
      sources.add(next.get().place().source());
    }
    return sources;
  }

  /** The next snippet, or nothing at the cell's end. */
  Optional<Piece> next() {
    while (position < code.length() && Character.isWhitespace(code.charAt(position))) {
      position++;
    }
    int start = position;
    if (code.startsWith(Magics.SIGN, start)) {
      int end = code.indexOf('\n', start);
      position = end < 0 ? code.length() : end;
      return Optional.of(piece(start, code.substring(start, position), Completeness.COMPLETE));
    }
    Part part = part(start);
    Completeness completeness = part.info().completeness();
    if (completeness == Completeness.EMPTY) {
      position = code.length();
      return Optional.empty();
    }
    lastStart = start;
    if (completeness.isComplete()) {
      position = part.end() - part.info().remaining().length();
      // JShell adds the semicolon that an expression lacks.
      return Optional.of(piece(start, part.info().source(), completeness));
    }
    position = code.length();
    return Optional.of(piece(start, code.substring(start), completeness));
  }

  private Piece piece(int start, String source, Completeness completeness) {
    line += (int) code.substring(counted, start).chars().filter(c -> c == '\n').count();
    counted = start;
    boolean semicolon =
        completeness == Completeness.COMPLETE && source.stripTrailing().endsWith(";");
    return new Piece(new Place(number, line, source), completeness, semicolon);
  }

  /** What JShell says of the code up to some end. */
  private record Part(CompletionInfo info, int end) {}

  /**
   * Analyses no more of the cell than is needed, or a cell of many snippets would take time by the
   * square of their number. A snippet is known to have ended where the part goes on behind it.
   */
  private Part part(int start) {
    for (int length = PART; start + length < code.length(); length *= 4) {
      int end = start + length;
      CompletionInfo info = analysis.analyzeCompletion(code.substring(start, end));
      if (info.completeness().isComplete() && !info.remaining().isBlank()) {
        return new Part(info, end);
      }
    }
    return new Part(analysis.analyzeCompletion(code.substring(start)), code.length());
  }

  /** Whether code opens a comment that nothing closes: it would swallow the rest of the cell. */
  static boolean opensComment(String code) {
    return withoutComments(code).contains("/*");
  }

  /** The code without its comments and texts. */
  static String withoutComments(String code) {
    return CLOSED.matcher(code).replaceAll(" ");
  }
}
