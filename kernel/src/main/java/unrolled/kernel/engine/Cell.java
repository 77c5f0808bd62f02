package unrolled.kernel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A cell's text, taken apart into snippets one by one: how the rest parses may depend on what has
 * run.
 */
final class Cell {
  private final SourceCodeAnalysis analysis;
  private final int number;
  private final String code;
  private int position;
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
  record Piece(Place place, Completeness completeness, boolean endsWithSemicolon) {}

  /** The snippets from the last one on, as text: what a failed cell would have run. */
  List<String> fromLast() {
    Cell rest = new Cell(analysis, number, code.substring(lastStart));
    List<String> sources = new ArrayList<>();
    for (Optional<Piece> next = rest.next(); next.isPresent(); next = rest.next()) {
      sources.add(next.get().place().source());
    }
    return sources;
  }

  /** The next snippet, or nothing at the cell's end. */
  Optional<Piece> next() {
    while (position < code.length() && Character.isWhitespace(code.charAt(position))) {
      position++;
    }
    String rest = code.substring(position);
    CompletionInfo info = analysis.analyzeCompletion(rest);
    if (info.completeness() == Completeness.EMPTY) {
      position = code.length();
      return Optional.empty();
    }
    int start = position;
    lastStart = start;
    boolean whole = !info.completeness().isComplete();
    position = whole ? code.length() : code.length() - info.remaining().length();
    String text = code.substring(start, position);
    // JShell adds the semicolon that an expression lacks.
    String source = whole ? text : info.source();
    int line = (int) code.chars().limit(start).filter(c -> c == '\n').count() + 1;
    boolean semicolon =
        info.completeness() == Completeness.COMPLETE && source.stripTrailing().endsWith(";");
    return Optional.of(new Piece(new Place(number, line, source), info.completeness(), semicolon));
  }
}
