package unrolled.kernel.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.VarSnippet;

/** Help while writing: what may follow, what a name means, whether a text is complete. */
public final class Help {
  private final SourceCodeAnalysis analysis;

  Help(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /**
   * What may stand at the cursor.
   *
   * @param start where the replaced text begins
   */
  public record Completions(List<String> texts, int start) {
    /** Copies the list. */
    public Completions {
      texts = List.copyOf(texts);
    }
  }

  /** Completions at a position of a cell. */
  public Completions complete(String code, int cursor) {
    int begin = beginOfSnippet(code, cursor);
    String snippet = code.substring(begin, cursor);
    Completions inScope = complete(snippet, "", begin);
    if (!inScope.texts().isEmpty()) {
      return inScope;
    }
    // What the cell declares above has not run yet: JShell knows it only as part of the same block.
    Completions inBlock = complete(snippet, "{" + variables(code.substring(0, begin)), begin);
    return inBlock.texts().isEmpty() ? importable(code, cursor) : inBlock;
  }

  private Completions complete(String snippet, String before, int begin) {
    int[] anchor = {0};
    String text = before + snippet;
    List<Suggestion> suggestions = analysis.completionSuggestions(text, text.length(), anchor);
    List<String> texts =
        suggestions.stream()
            .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
            .map(Suggestion::continuation)
            .distinct()
            .toList();
    return new Completions(texts, begin + Math.max(0, anchor[0] - before.length()));
  }

  /** The declarations of variables in the part of a cell above the cursor. */
  private String variables(String above) {
    Cell cell = new Cell(analysis, 0, above);
    StringBuilder variables = new StringBuilder();
    for (Optional<Cell.Piece> piece = cell.next(); piece.isPresent(); piece = cell.next()) {
      String source = piece.get().place().source();
      if (analysis.sourceToSnippets(source).stream().allMatch(VarSnippet.class::isInstance)) {
        variables.append(source).append('\n');
      }
    }
    return variables.toString();
  }

  /** Where nothing in scope fits, classes of the whole class path by their full name. */
  private Completions importable(String code, int cursor) {
    int start = cursor;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    if (start == cursor || !Character.isUpperCase(code.charAt(start))) {
      return new Completions(List.of(), cursor);
    }
    String name = code.substring(start, cursor);
    return new Completions(analysis.listQualifiedNames(name, name.length()).getNames(), start);
  }

  /** Signature and Javadoc of what stands at a position of a cell, where something does. */
  public Optional<String> document(String code, int cursor) {
    int begin = beginOfSnippet(code, cursor);
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    String text = code.substring(begin, end);
    List<Documentation> found = analysis.documentation(text, text.length(), true);
    if (found.isEmpty()) {
      // JShell documents a method from its opening parenthesis on.
      found = analysis.documentation(text + "(", text.length() + 1, true);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        found.stream()
            .map(
                one ->
                    one.javadoc() == null
                        ? one.signature()
                        : one.signature() + "\n\n" + one.javadoc().strip())
            .distinct()
            .collect(Collectors.joining("\n\n")));
  }

  /** Whether a text is {@code complete}, {@code incomplete} or {@code invalid}. */
  public String completeness(String code) {
    String rest = code;
    while (!rest.isBlank()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY) {
        return "complete";
      }
      if (info.completeness() == Completeness.UNKNOWN) {
        return "invalid";
      }
      if (!info.completeness().isComplete()) {
        return "incomplete";
      }
      rest = info.remaining();
    }
    return "complete";
  }

  private int beginOfSnippet(String code, int cursor) {
    int begin = 0;
    while (true) {
      String rest = code.substring(begin);
      CompletionInfo info = analysis.analyzeCompletion(rest);
      int end = code.length() - info.remaining().length();
      if (!info.completeness().isComplete() || end >= cursor || end <= begin) {
        return begin;
      }
      begin = end;
    }
  }
}
