package unrolled.kernel.engine;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs cells, one after the other, in one JShell. Only {@link #interrupt} and {@link #report} may
 * be called from other threads.
 */
public final class Engine implements AutoCloseable {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /** What need not be imported: the JShell tool's own list, which IJava and JJava share. */
  private static final List<String> IMPORTS =
      List.of(
          "java.io.*",
          "java.math.*",
          "java.net.*",
          "java.nio.file.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.stream.*");

  private final CellLoader loader = new CellLoader();
  private final ClassFiles classFiles = new ClassFiles();
  private final UserThread thread = new UserThread(loader);
  private final CellControl control;
  private final Function<Object, Map<String, Object>> renderer;
  private final JShell shell;
  private final ClassIndex index;
  private final Sources sources;
  private final Magics magics;
  private final Help help;
  private final Hints hints;
  private final Residue residue;
  private final ReservedNames reservedNames;
  private final Frames frames;
  private final Map<String, Place> places = new ConcurrentHashMap<>();

  /**
   * @param classPath the user's class path, as {@code java -cp} knows it
   * @param beforeCall called on the user's thread each time before the user's code is
   * @param renderer makes of a value what is shown of it, by MIME type
   */
  public Engine(
      String classPath, Runnable beforeCall, Function<Object, Map<String, Object>> renderer) {
    this.renderer = renderer;
    control = new CellControl(loader, thread, beforeCall);
    List<Path> elements = ClassPath.elements(classPath);
    // What a library sees that asks for the class path: the cells', not the kernel's.
    System.setProperty("java.class.path", ClassPath.join(elements));
    loader.add(elements);
    classFiles.add(elements);
    JShell.Builder builder =
        JShell.builder()
            .executionEngine(new Provider(control), Map.of())
            .fileManager(files -> new LeanFiles(files, classFiles));
    if (ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()) {
      builder.compilerOptions("--add-modules", VECTOR_MODULE);
    }
    shell = builder.build();
    IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    index = new ClassIndex(loader);
    index.add(elements);
    sources = new Sources(shell.sourceCodeAnalysis());
    sources.addBeside(elements);
    help = new Help(shell.sourceCodeAnalysis(), index);
    hints = new Hints(shell, index);
    frames = new Frames(shell);
    residue = new Residue(shell, places::remove, loader::forget);
    reservedNames = new ReservedNames(shell, loader);
    magics = new Magics(this::addToClassPath);
  }

  private record Provider(ExecutionControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "cells";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }

  /** Adds to the class path of the cells; what does not exist is left out. */
  public void addToClassPath(String classPath) {
    List<Path> elements = ClassPath.elements(classPath);
    if (!elements.isEmpty()) {
      classFiles.add(elements);
      shell.addToClasspath(ClassPath.join(elements));
      index.add(elements);
      sources.addBeside(elements);
    }
  }

  /** The loader of the user's classes. */
  public ClassLoader userLoader() {
    return loader;
  }

  /** Completion, documentation, completeness. */
  public Help help() {
    return help;
  }

  /** Runs a cell: all of it, or up to its first error. */
  public Outcome run(String code, int number) {
    Cell cell = new Cell(shell.sourceCodeAnalysis(), number, code);
    thread.begin();
    try {
      return new Run(cell, number).run();
    } finally {
      thread.end();
    }
  }

  /** Runs a handler of the user's, as if it were a cell; gives why it failed, where it did. */
  public Optional<Failure> call(Runnable handler) {
    thread.begin();
    try {
      control.alsoCall(Executors.callable(handler));
      return Optional.empty();
    } catch (Exception e) {
      Throwable thrown = e instanceof InvocationTargetException ? e.getCause() : e;
      List<String> trace = report(thrown);
      return Optional.of(
          new Failure(thrown.getClass().getName(), "a handler failed: " + trace.get(0), trace));
    } finally {
      thread.end();
    }
  }

  /**
   * Why a thread ended, with the lines of the cells that led there; may be called from any thread.
   */
  public List<String> report(Throwable exception) {
    try {
      return Reports.uncaught(exception, frames, places);
    } catch (Throwable e) {
      return List.of(exception.getClass().getName()); // its own methods failed
    }
  }

  /** Stops the running cell; returns when it has stopped. Does nothing between cells. */
  public void interrupt() throws InterruptedException {
    thread.stop();
  }

  @Override
  public void close() {
    shell.close();
  }

  /** One run of one cell. */
  private final class Run {
    private final Cell cell;
    private final int number;
    private final Notes notes = new Notes();
    private final List<Snippet> declared = new ArrayList<>();

    Run(Cell cell, int number) {
      this.cell = cell;
      this.number = number;
    }

    Outcome run() {
      boolean shows = false;
      Optional<Cell.Piece> next = cell.next();
      while (next.isPresent()) {
        Cell.Piece piece = next.get();
        shows = false;
        control.forget();
        Optional<Failure> failure = piece.isMagic() ? magic(piece.place()) : objection(piece);
        if (failure.isEmpty() && !piece.isMagic()) {
          List<SnippetEvent> events = Snippets.eval(shell, piece.place().source());
          failure = handle(events, piece);
          shows =
              events.stream()
                  .filter(event -> event.causeSnippet() == null)
                  .anyMatch(event -> showsValue(event.snippet(), piece));
          residue.letGo(events);
        }
        if (failure.isPresent()) {
          return stopped(failure.get());
        }
        if (thread.stopRequested()) {
          return stopped(Reports.interrupted(number));
        }
        next = cell.next();
      }
      return shows ? withValue(control.value()) : finished(Optional.empty());
    }

    /** Why a snippet is not even tried. */
    private Optional<Failure> objection(Cell.Piece piece) {
      String source = piece.place().source();
      return !piece.completeness().isComplete() && Cell.opensComment(source)
          ? Optional.of(Reports.openComment(piece.place()))
          : reservedNames.objection(source);
    }

    private Optional<Failure> handle(List<SnippetEvent> events, Cell.Piece piece) {
      for (SnippetEvent event : events) {
        Optional<Failure> failure = handle(event, piece);
        if (failure.isPresent()) {
          return failure;
        }
      }
      return Optional.empty();
    }

    private Optional<Failure> magic(Place place) {
      try {
        control.alsoCall(() -> magics.run(place.source())).forEach(notes::add);
        return Optional.empty();
      } catch (Exception e) {
        return Optional.of(
            thread.stopRequested() ? Reports.interrupted(number) : Reports.magic(place, e));
      }
    }

    /** To show a value is to run the user's code: it may fail, and it may have to be stopped. */
    private Outcome withValue(Object value) {
      try {
        return finished(Optional.of(control.alsoCall(() -> renderer.apply(value))));
      } catch (Exception e) {
        if (thread.stopRequested()) {
          return stopped(Reports.interrupted(number));
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String message = "the value could not be shown: " + cause;
        return stopped(new Failure(cause.getClass().getName(), message, List.of(message)));
      }
    }

    private Outcome finished(Optional<Map<String, Object>> value) {
      return new Outcome(value, notes.atEnd(shell), Optional.empty());
    }

    private Optional<Failure> handle(SnippetEvent event, Cell.Piece piece) {
      if (event.causeSnippet() != null) {
        notes.dependent(event);
        return Optional.empty();
      }
      places.put(event.snippet().id(), piece.place());
      if (event.exception() != null) {
        return Optional.of(runTimeFailure(event.exception(), number));
      }
      if (event.status() == Status.REJECTED) {
        return Optional.of(Reports.compilation(shell, event.snippet(), piece.place(), hints));
      }
      if (event.snippet().kind().isPersistent() && !Snippets.isTemporary(event.snippet())) {
        declared.add(event.snippet());
      }
      notes.main(event);
      return Optional.empty();
    }

    private Outcome stopped(Failure failure) {
      hints.remember(number, cell);
      List<String> names = declared.stream().map(Notes::name).distinct().toList();
      Failure told =
          names.isEmpty()
              ? failure
              : failure.with(
                  List.of("Defined before the error, and kept: " + String.join(", ", names)));
      return new Outcome(Optional.empty(), notes.now(), Optional.of(told));
    }
  }

  private Failure runTimeFailure(JShellException exception, int number) {
    List<Throwable> thrown = control.thrown();
    if (thread.stopRequested()) {
      boolean letGo = !thrown.isEmpty() && thrown.get(0) instanceof UserThread.LetGoException;
      return letGo ? Reports.letGo(number) : Reports.interrupted(number);
    }
    return exception instanceof EvalException chain
        ? Reports.runTime(chain, thrown, places)
        : Reports.unresolved(exception, shell);
  }

  private static boolean showsValue(Snippet snippet, Cell.Piece piece) {
    if (piece.endsWithSemicolon()) {
      return false;
    }
    return snippet instanceof VarSnippet ? Snippets.isTemporary(snippet) : isValue(snippet);
  }

  private static boolean isValue(Snippet snippet) {
    return snippet instanceof ExpressionSnippet expression
        && expression.subKind() != SubKind.ASSIGNMENT_SUBKIND
        && !"void".equals(expression.typeName());
  }
}
