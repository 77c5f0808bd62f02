package unrolled.kernel.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/** What happened beside a cell's main course, and what JShell would keep to itself. */
final class Notes {
  private final Set<String> reset = new LinkedHashSet<>();
  private final Map<Snippet, Boolean> waiting = new LinkedHashMap<>();
  private final Set<String> causes = new LinkedHashSet<>();

  private final List<String> more = new ArrayList<>();

  void add(String note) {
    more.add(note);
  }

  /** A snippet of the cell itself. */
  void main(SnippetEvent event) {
    if (isWaiting(event.status())) {
      waiting.put(event.snippet(), true);
    }
  }

  /** Something older that the cell's snippet changed. */
  void dependent(SnippetEvent event) {
    boolean valid = event.status() == Status.VALID || isWaiting(event.status());
    boolean before = event.previousStatus() == Status.VALID;
    if (event.snippet() instanceof VarSnippet variable
        && valid
        && before
        && event.isSignatureChange()) {
      reset.add(variable.name());
      causes.add(name(event.causeSnippet()));
    }
  }

  /** The notes of a cell that stopped. */
  List<String> now() {
    List<String> notes = new ArrayList<>(more);
    if (!reset.isEmpty()) {
      notes.add(
          "Warning: "
              + String.join(", ", reset)
              + " lost "
              + (reset.size() == 1 ? "its value" : "their values")
              + " (null, 0 or false now), because "
              + String.join(", ", causes)
              + " was declared again. Run the cell that sets "
              + (reset.size() == 1 ? "it" : "them")
              + ".");
    }
    return notes;
  }

  /** The notes of a cell that ran to its end. */
  List<String> atEnd(JShell shell) {
    List<String> notes = now();
    for (Snippet snippet : waiting.keySet()) {
      if (isWaiting(shell.status(snippet)) && snippet instanceof DeclarationSnippet declaration) {
        String missing =
            shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "));
        notes.add(
            "Note: "
                + name(snippet)
                + " cannot be used yet"
                + (missing.isEmpty() ? "." : ": " + missing + " is not defined."));
      }
    }
    return notes;
  }

  private static boolean isWaiting(Status status) {
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
  }

  /** How a student calls it: {@code f()} for a method, {@code x} for the rest. */
  static String name(Snippet snippet) {
    if (snippet instanceof MethodSnippet method) {
      return method.name() + "()";
    }
    if (snippet instanceof jdk.jshell.ImportSnippet added) {
      return "import " + added.fullname();
    }
    return snippet instanceof PersistentSnippet named ? named.name() : "an expression";
  }
}
