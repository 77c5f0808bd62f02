package unrolled.kernel.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/** Turns JShell's diagnostics and exceptions into reports with the cell's own lines. */
final class Reports {
  /** Frames of libraries that are shown before the rest is only counted. */
  private static final int FRAMES = 12;

  /** The package of JShell's classes; what it could not translate comes from a cell long ago. */
  private static final String CELLS = "REPL.";

  private static final Pattern JSHELL_CLASS = Pattern.compile("\\bREPL\\.\\$JShell\\$\\w+[.$]");

  private Reports() {}

  static Failure interrupted(int cell) {
    String message = "cell " + cell + " was interrupted; variables keep their values";
    return new Failure(Failure.INTERRUPT, message, List.of(Failure.INTERRUPT + ": " + message));
  }

  static Failure letGo(int cell) {
    String message =
        "cell "
            + cell
            + " did not stop in time: its thread was let go and may still be running; variables keep their values";
    return new Failure(Failure.INTERRUPT, message, List.of(Failure.INTERRUPT + ": " + message));
  }

  static Failure openComment(Place place) {
    return at(place, "this comment is not closed: expected */ after it");
  }

  static Failure magic(Place place, Exception exception) {
    boolean isClear = exception instanceof IllegalArgumentException;
    return at(place, isClear ? exception.getMessage() : exception.toString());
  }

  private static Failure at(Place place, String message) {
    String line = "Cell " + place.cell() + ", line " + place.firstLine() + ": " + message;
    return new Failure(Failure.COMPILATION, message, List.of(line, "    " + place.lineText(1)));
  }

  static Failure compilation(JShell shell, Snippet snippet, Place place, Hints hints) {
    List<String> trace = new ArrayList<>();
    String first = null;
    for (Diag diagnostic : shell.diagnostics(snippet).filter(Diag::isError).toList()) {
      String message =
          diagnostic
              .getMessage(Locale.ENGLISH)
              .lines()
              .filter(line -> !line.strip().equals("location: class"))
              .collect(Collectors.joining("\n"));
      int line = place.lineAt(diagnostic.getPosition());
      int column = place.columnAt(diagnostic.getPosition());
      first = first == null ? message.lines().findFirst().orElse("") : first;
      trace.add("Cell " + place.cell() + ", line " + place.cellLine(line) + ": " + message);
      String text = place.lineText(line);
      trace.add("    " + text);
      trace.add("    " + blank(text, column) + "^");
      hints.forMessage(message).stream()
          .map(hint -> "Hint: " + hint)
          .filter(hint -> !trace.contains(hint))
          .forEach(trace::add);
    }
    if (trace.isEmpty()) {
      first = "the cell could not be compiled";
      trace.add("Cell " + place.cell() + ", line " + place.firstLine() + ": " + first);
    }
    return new Failure(Failure.COMPILATION, first, trace);
  }

  /**
   * As much white space as the text has characters up to the column; tabs stay tabs, so that the
   * caret stands right.
   */
  private static String blank(String text, int column) {
    return text.substring(0, Math.min(column, text.length())).replaceAll("[^\\t]", " ");
  }

  /**
   * @param thrown what {@link CellControl#thrown} kept: the same exceptions as the chain's, in the
   *     same order
   */
  static Failure runTime(EvalException chain, List<Throwable> thrown, Map<String, Place> places) {
    List<String> trace = new ArrayList<>();
    JShellException translated = chain;
    for (int i = 0; translated instanceof EvalException one; i++) {
      Throwable original = i < thrown.size() ? thrown.get(i) : one;
      trace.add(title(relation(thrown, i), one.getExceptionClassName(), one.getMessage()));
      frames(one.getStackTrace(), places, trace);
      if (original instanceof StackOverflowError) {
        trace.add("Hint: a method calls itself without end, or too deep");
      }
      translated = one.getCause();
    }
    return new Failure(
        clean(chain.getExceptionClassName()), clean(String.valueOf(chain.getMessage())), trace);
  }

  /** What ended a thread or a handler, outside of JShell's own reports. */
  static List<String> uncaught(Throwable exception, Frames translated, Map<String, Place> places) {
    List<Throwable> thrown = CellControl.flatten(exception);
    List<String> trace = new ArrayList<>();
    for (int i = 0; i < thrown.size(); i++) {
      Throwable one = thrown.get(i);
      trace.add(title(relation(thrown, i), one.getClass().getName(), one.getMessage()));
      frames(translated.of(one), places, trace);
    }
    return trace;
  }

  private static String relation(List<Throwable> thrown, int index) {
    if (index == 0) {
      return "";
    }
    Throwable one = thrown.get(index);
    return thrown.stream().anyMatch(other -> other.getCause() == one)
        ? "Caused by: "
        : "Suppressed: ";
  }

  private static String title(String relation, String type, String message) {
    return relation
        + clean(type)
        + (message == null || message.equals("null") ? "" : ": " + clean(message));
  }

  /** The student's {@code x} is a field of a class that JShell made. */
  private static String clean(String message) {
    return JSHELL_CLASS.matcher(message).replaceAll("");
  }

  private static void frames(
      StackTraceElement[] frames, Map<String, Place> places, List<String> trace) {
    int shown = 0;
    for (StackTraceElement frame : frames) {
      if (isHidden(frame)) {
        continue;
      }
      if (shown++ < FRAMES) {
        trace.add("    at " + describe(frame, places));
      }
    }
    if (shown > FRAMES) {
      trace.add("    ... and " + (shown - FRAMES) + " more");
    }
  }

  /** A frame of a thread's trace that is not JShell's or the kernel's. */
  static boolean isHidden(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.startsWith("unrolled.kernel.")
        || type.startsWith("jdk.jshell.")
        || type.startsWith("jdk.internal.reflect.")
        || type.equals("java.lang.reflect.Method");
  }

  static String describe(StackTraceElement frame, Map<String, Place> places) {
    String file = frame.getFileName();
    Place place = file != null && file.startsWith("#") ? places.get(file.substring(1)) : null;
    if (place == null) {
      return frame.getClassName().startsWith(CELLS) ? "an earlier cell" : frame.toString();
    }
    String where = "cell " + place.cell() + ", line " + place.cellLine(frame.getLineNumber());
    String type = frame.getClassName();
    String method =
        frame.getMethodName().startsWith("lambda$") ? "a lambda" : frame.getMethodName();
    String what = type.isEmpty() || method.isEmpty() ? method : type + "." + method;
    return what.isEmpty() ? where : what + " (" + where + ")";
  }

  static Failure unresolved(JShellException exception, JShell shell) {
    String message = "something that the cell uses is not defined yet";
    if (exception instanceof UnresolvedReferenceException reference) {
      DeclarationSnippet snippet = reference.getSnippet();
      String missing = shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
      message =
          Notes.name(snippet)
              + " cannot be used: "
              + (missing.isEmpty() ? "it did not compile" : missing + " is not defined");
    }
    return new Failure("UnresolvedReference", message, List.of("UnresolvedReference: " + message));
  }
}
