package unrolled.kernel.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;

/** What a student may do about the common compile errors. */
final class Hints {
  private static final Pattern MISSING =
      Pattern.compile("symbol:\\s+(class|variable|method) (\\w+)");
  private static final int SUGGESTIONS = 5;
  private static final long INDEX_WAIT_MILLIS = 3000;

  private final JShell shell;
  private final ClassIndex index;

  /** What failed cells would have defined, and in which cell. */
  private final Map<String, Integer> lost = new HashMap<>();

  Hints(JShell shell, ClassIndex index) {
    this.shell = shell;
    this.index = index;
  }

  /** Notes what the part of a cell that did not run would have defined. */
  void remember(int number, Cell cell) {
    cell.fromLast().stream()
        .flatMap(source -> shell.sourceCodeAnalysis().sourceToSnippets(source).stream())
        .filter(PersistentSnippet.class::isInstance)
        .forEach(snippet -> lost.put(((PersistentSnippet) snippet).name(), number));
  }

  List<String> forMessage(String message) {
    List<String> hints = new ArrayList<>();
    Matcher missing = MISSING.matcher(message);
    if (missing.find()) {
      String name = missing.group(2);
      Integer cell = lost.get(name);
      if (cell != null && !isDefined(name)) {
        hints.add(
            "cell "
                + cell
                + " should define "
                + name
                + " but failed: mend it, run it, then run this one again");
      }
      if (!missing.group(1).equals("method")) {
        imports(name).ifPresent(hints::add);
      }
    }
    if (message.contains("unreported exception")) {
      hints.add("catch this exception, or add `throws` to the method around it");
    }
    return hints;
  }

  private boolean isDefined(String name) {
    return shell
        .snippets()
        .filter(PersistentSnippet.class::isInstance)
        .filter(snippet -> shell.status(snippet).isActive())
        .anyMatch(snippet -> ((PersistentSnippet) snippet).name().equals(name));
  }

  private Optional<String> imports(String name) {
    if (!Character.isUpperCase(name.charAt(0)) || !index.isReadWithin(INDEX_WAIT_MILLIS)) {
      return Optional.empty();
    }
    List<String> names =
        index.named(name).stream()
            .sorted(Comparator.comparing(found -> !found.startsWith("java.")))
            .limit(SUGGESTIONS)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of("add `import " + String.join(";` or `import ", names) + ";`");
  }
}
