package unrolled.kernel.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.VarSnippet;

/** Help while writing: what may follow, what a name means, whether a text is complete. */
public final class Help {
  private static final int CLASSES = 30;

  /** A completion is wanted at once: what is not known by then is left out. */
  private static final long INDEX_WAIT_MILLIS = 100;

  private static final Pattern IMPORT = Pattern.compile("\\s*import\\s+((?:[\\w$]+\\.)*)([\\w$]*)");
  private static final Pattern QUALIFIED =
      Pattern.compile("(?<![\\w$.)\\]\"])((?:[a-z_][\\w$]*\\.)+)([\\w$]*)$");

  private static final Pattern NAME = Pattern.compile("\\b[\\p{L}_$][\\w$]*");

  private final SourceCodeAnalysis analysis;
  private final ClassIndex index;

  Help(SourceCodeAnalysis analysis, ClassIndex index) {
    this.analysis = analysis;
    this.index = index;
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

  /**
   * Signature and Javadoc.
   *
   * @param text as plain text
   * @param html the same as a page
   */
  public record Document(String text, String html) {}

  /** Completions at a position of a cell. */
  public Completions complete(String code, int cursor) {
    int begin = beginOfSnippet(code, cursor);
    String snippet = code.substring(begin, cursor);
    if (snippet.stripLeading().startsWith(Magics.SIGN)) {
      return magics(snippet, cursor);
    }
    Matcher imported = IMPORT.matcher(snippet);
    if (imported.matches()) {
      return inside(imported.group(1), imported.group(2), cursor);
    }
    // What the cell declares above has not run yet: JShell knows it only as part of the same block.
    String above = variables(code.substring(0, begin));
    Completions inScope = complete(snippet, above.isEmpty() ? "" : "{" + above, begin);
    if (inScope.texts().isEmpty()) {
      inScope = complete(snippet, "{", begin);
    }
    Matcher qualified = QUALIFIED.matcher(snippet);
    return qualified.find()
        ? merge(inScope, inside(qualified.group(1), qualified.group(2), cursor))
        : merge(merge(inScope, ofCell(code, cursor)), importable(code, cursor));
  }

  /** Names that the cell itself uses before the cursor: JShell knows nothing of its locals. */
  private static Completions ofCell(String code, int cursor) {
    int start = beginOfWord(code, cursor);
    String prefix = code.substring(start, cursor);
    if (prefix.isEmpty() || isMember(code, start)) {
      return new Completions(List.of(), start);
    }
    List<String> names =
        NAME.matcher(Cell.withoutComments(code.substring(0, start)))
            .results()
            .map(MatchResult::group)
            .filter(name -> name.startsWith(prefix) && !SourceVersion.isKeyword(name))
            .distinct()
            .toList();
    return new Completions(names, start);
  }

  private static int beginOfWord(String code, int cursor) {
    int start = cursor;
    while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isMember(String code, int start) {
    return start > 0 && code.charAt(start - 1) == '.';
  }

  private static Completions magics(String snippet, int cursor) {
    String typed = snippet.stripLeading();
    return new Completions(
        Magics.names().filter(name -> name.startsWith(typed)).toList(), cursor - typed.length());
  }

  /** The first, and what the second adds where it replaces the same text. */
  private static Completions merge(Completions first, Completions second) {
    if (first.texts().isEmpty()) {
      return second;
    }
    if (first.start() != second.start()) {
      return first;
    }
    Set<String> known = new HashSet<>();
    first.texts().forEach(text -> known.add(text.replace("(", "")));
    Stream<String> more =
        second.texts().stream()
            .filter(
                name -> known.add(name.substring(name.lastIndexOf('.', name.length() - 2) + 1)));
    return new Completions(Stream.concat(first.texts().stream(), more).toList(), first.start());
  }

  /** Packages and classes that may follow {@code org.nd4j.}, of the whole class path. */
  private Completions inside(String packageAndDot, String prefix, int cursor) {
    int start = cursor - prefix.length();
    if (!index.isReadWithin(INDEX_WAIT_MILLIS)) {
      return new Completions(List.of(), start);
    }
    return packageAndDot.isEmpty()
        ? new Completions(index.roots(prefix), start)
        : new Completions(
            index.inside(packageAndDot.substring(0, packageAndDot.length() - 1), prefix), start);
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

  /** Classes of the whole class path by their full name. */
  private Completions importable(String code, int cursor) {
    int start = beginOfWord(code, cursor);
    if (start == cursor
        || isMember(code, start)
        || !Character.isUpperCase(code.charAt(start))
        || !index.isReadWithin(INDEX_WAIT_MILLIS)) {
      return new Completions(List.of(), start);
    }
    return new Completions(index.startingWith(code.substring(start, cursor), CLASSES), start);
  }

  /** Signature and Javadoc of what stands at a position of a cell, where something does. */
  public Optional<Document> document(String code, int cursor) {
    int begin = beginOfSnippet(code, cursor);
    int end = cursor;
    while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
      end++;
    }
    String text = code.substring(begin, end);
    List<Documentation> found = documentation(text);
    if (found.isEmpty()) {
      found = documentation("{" + variables(code.substring(0, begin)) + text);
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Document(
            found.stream().map(Help::text).distinct().collect(Collectors.joining("\n\n")),
            found.stream().map(Help::html).distinct().collect(Collectors.joining("<hr>"))));
  }

  private List<Documentation> documentation(String text) {
    List<Documentation> found = analysis.documentation(text, text.length(), true);
    // JShell documents a method from its opening parenthesis on.
    return found.isEmpty() ? analysis.documentation(text + "(", text.length() + 1, true) : found;
  }

  private static String text(Documentation one) {
    return one.signature() + (one.javadoc() == null ? "" : "\n\n" + Javadoc.text(one.javadoc()));
  }

  private static String html(Documentation one) {
    return "<pre>"
        + Javadoc.escape(one.signature())
        + "</pre>"
        + (one.javadoc() == null ? "" : Javadoc.html(one.javadoc()));
  }

  /** Whether a text is {@code complete}, {@code incomplete} or {@code invalid}. */
  public String completeness(String code) {
    String rest = code;
    while (!rest.isBlank()) {
      CompletionInfo info = analysis.analyzeCompletion(rest);
      if (info.completeness() == Completeness.EMPTY) {
        return Cell.opensComment(rest) ? "incomplete" : "complete";
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
