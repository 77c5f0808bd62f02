package unrolled.kernel.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Lets go of what later cells cannot name: statements, values of expressions, declarations that
 * were replaced or refused.
 *
 * <p>JShell would name each value in everything that it compiles from here on: after 3,000 cells it
 * would take ten times as long and 400 MB. Even of a snippet that was dropped it keeps the object,
 * its wrapped source and its class file, and has no call to forget them, so they are taken from its
 * tables; where a JDK has other tables, they stay. The latest few are kept: a thread or handler
 * that such a snippet started may still fail, and its lines are found through these tables.
 */
final class Residue {
  private static final int KEPT = 100;

  private final JShell shell;
  private final Consumer<String> goneId;
  private final Consumer<String> goneClass;
  private final Queue<Snippet> latest = new ArrayDeque<>();
  private final Tables tables;

  /**
   * @param goneId is told the id of a snippet that is no more
   * @param goneClass is told the name of a snippet's class that is no more
   */
  Residue(JShell shell, Consumer<String> goneId, Consumer<String> goneClass) {
    this.shell = shell;
    this.goneId = goneId;
    this.goneClass = goneClass;
    tables = Tables.of(shell);
  }

  /** Drops what has no name, and forgets what an evaluation left behind. */
  void letGo(List<SnippetEvent> events) {
    for (SnippetEvent event : events) {
      Snippet snippet = event.snippet();
      boolean isNamed = snippet.kind().isPersistent() && !Snippets.isTemporary(snippet);
      if (event.causeSnippet() == null && !isNamed && shell.status(snippet).isActive()) {
        shell.drop(snippet);
      }
      Status status = shell.status(snippet);
      if (tables != null && !status.isActive()) {
        latest.add(snippet);
      }
    }
    while (latest.size() > KEPT) {
      forget(latest.remove());
    }
  }

  private void forget(Snippet snippet) {
    String type = tables.className(snippet);
    tables.snippets().remove(snippet);
    // Declarations that need each other share a class, and so does one that was declared again with
    // the same text: some of them may live on.
    if (tables.snippets().stream().noneMatch(other -> tables.className(other).equals(type))) {
      tables.sources().remove(type);
      String fullName = "REPL." + type;
      tables.classes().remove(fullName);
      tables.files().remove(fullName);
      goneClass.accept(fullName);
    }
    // The id is the number of the name, which a later declaration may have taken over.
    Integer number = Integer.valueOf(snippet.id());
    if (tables.numbered().get(number) == snippet) {
      tables.numbered().set(number, null);
      tables.dependents().values().forEach(numbers -> numbers.remove(number));
      tables.dependents().values().removeIf(Collection::isEmpty);
      goneId.accept(snippet.id());
      if (snippet instanceof VarSnippet variable && Snippets.isTemporary(snippet)) {
        tables.variables().remove(variable.name());
      }
    }
  }

  /** JShell's tables: of snippets, by order and by number, of names, sources, classes and files. */
  private record Tables(
      Collection<Snippet> snippets,
      List<?> numbered,
      Map<?, Collection<?>> dependents,
      Map<?, ?> variables,
      Map<?, ?> sources,
      Map<?, ?> classes,
      Map<?, ?> files,
      Method classNames) {

    /** Null where this JDK's JShell has others. */
    @SuppressWarnings("unchecked")
    static Tables of(JShell shell) {
      try {
        Object maps = field(shell, "maps");
        Method classNames = Snippet.class.getDeclaredMethod("className");
        classNames.setAccessible(true);
        return new Tables(
            (Collection<Snippet>) field(maps, "snippets"),
            (List<?>) field(maps, "keyIndexToSnippet"),
            (Map<?, Collection<?>>) field(maps, "dependencies"),
            (Map<?, ?>) field(field(shell, "keyMap"), "varMap"),
            (Map<?, ?>) field(field(shell, "outerMap"), "classOuters"),
            (Map<?, ?>) field(field(shell, "classTracker"), "map"),
            (Map<?, ?>) field(field(field(shell, "taskFactory"), "fileManager"), "classObjects"),
            classNames);
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    }

    /** The name of the class into which a snippet was compiled; empty where it was not. */
    String className(Snippet snippet) {
      try {
        return (String) classNames.invoke(snippet);
      } catch (ReflectiveOperationException e) {
        return "";
      }
    }
  }
}
