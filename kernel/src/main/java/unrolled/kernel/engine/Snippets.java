package unrolled.kernel.engine;

import java.util.List;
import java.util.OptionalLong;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;

/** What JShell does to a snippet, and what it would rather not do. */
final class Snippets {
  private static final String CONSTRUCTOR_ACCESS =
      "compiler.err.invalid.canonical.constructor.in.record";
  private static final String PUBLIC = "public ";

  private Snippets() {}

  /**
   * Evaluates a snippet. JShell makes a record public, and a record's compact constructor, written
   * without a word as everywhere else, is refused then: it is made public as well.
   */
  static List<SnippetEvent> eval(JShell shell, String source) {
    List<SnippetEvent> events = shell.eval(source);
    OptionalLong constructor = narrowConstructor(shell, events);
    if (constructor.isEmpty()) {
      return events;
    }
    int position = (int) constructor.getAsLong();
    if (source.startsWith(PUBLIC, position - PUBLIC.length())) {
      return events;
    }
    List<SnippetEvent> again =
        eval(shell, source.substring(0, position) + PUBLIC + source.substring(position));
    return isRejected(again) ? events : again;
  }

  private static OptionalLong narrowConstructor(JShell shell, List<SnippetEvent> events) {
    return isRejected(events)
        ? shell
            .diagnostics(events.get(0).snippet())
            .filter(diagnostic -> diagnostic.getCode().equals(CONSTRUCTOR_ACCESS))
            .mapToLong(Diag::getPosition)
            .findFirst()
        : OptionalLong.empty();
  }

  private static boolean isRejected(List<SnippetEvent> events) {
    return events.size() == 1 && events.get(0).status() == Status.REJECTED;
  }

  /** The value of an expression, which JShell keeps under a name such as {@code $7}. */
  static boolean isTemporary(Snippet snippet) {
    return snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }
}
