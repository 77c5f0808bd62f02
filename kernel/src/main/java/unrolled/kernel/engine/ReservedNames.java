package unrolled.kernel.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jshell.ImportSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Names that a cell may not declare: a variable or class of such a name hides the packages under
 * it, so that {@code unrolled.grade.A1} or {@code java.util.List}, written out in full, would mean
 * something else in every later cell.
 */
final class ReservedNames {
  private static final Set<String> NAMES = Set.of("java", "unrolled");
  private static final String CELLS = "REPL.";

  /**
   * What a snippet must hold to declare one of the names, or to import from a cell: most hold none
   * of it, and need not be parsed once more. A name that is declared has no dot behind it.
   */
  private static final Pattern SUSPECT =
      Pattern.compile("\\b(" + String.join("|", NAMES) + ")\\b(?!\\s*\\.)|\\bREPL\\b|\\\\u");

  private ReservedNames() {}

  /** Why a source is not run; empty where it may be. */
  static Optional<Failure> objection(SourceCodeAnalysis analysis, String source) {
    if (!SUSPECT.matcher(source).find()) {
      return Optional.empty();
    }
    return analysis.sourceToSnippets(source).stream()
        .filter(PersistentSnippet.class::isInstance)
        .map(PersistentSnippet.class::cast)
        .filter(ReservedNames::hides)
        .findFirst()
        .map(
            snippet -> {
              String message =
                  "'"
                      + snippet.source().strip()
                      + "' would hide a package of that name: choose another name";
              return new Failure("ReservedName", message, List.of("ReservedName: " + message));
            });
  }

  private static boolean hides(PersistentSnippet snippet) {
    if (snippet instanceof ImportSnippet imported) {
      String name = imported.fullname();
      return name.startsWith(CELLS) || NAMES.contains(name.substring(name.lastIndexOf('.') + 1));
    }
    return NAMES.contains(snippet.name());
  }
}
