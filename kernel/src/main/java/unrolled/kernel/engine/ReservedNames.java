package unrolled.kernel.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.ImportSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;

/**
 * Names that a cell may not declare: a variable or class of such a name hides the packages under
 * it, so that {@code unrolled.grade.A1} or {@code java.util.List}, written out in full, would mean
 * something else in every later cell.
 */
final class ReservedNames {
  private static final Set<String> NAMES = Set.of("java", "unrolled");
  private static final String CELLS = "REPL.";

  private ReservedNames() {}

  /** Why these snippets are not run; empty where they may be. */
  static Optional<Failure> objection(List<Snippet> snippets) {
    return snippets.stream()
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
