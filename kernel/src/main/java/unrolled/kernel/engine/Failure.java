package unrolled.kernel.engine;

import java.util.List;

/**
 * Why a cell failed, in the student's terms.
 *
 * @param name the kind, such as {@code java.lang.ArithmeticException} or {@code CompilationError}
 * @param message one line or a few
 * @param trace all of it, line by line, as it is to be shown
 */
public record Failure(String name, String message, List<String> trace) {
  /** The kind of a failure to compile. */
  public static final String COMPILATION = "CompilationError";

  /** The kind of an interrupt. */
  public static final String INTERRUPT = "Interrupted";

  /** Copies the trace. */
  public Failure {
    trace = List.copyOf(trace);
  }

  Failure with(List<String> more) {
    List<String> longer = new java.util.ArrayList<>(trace);
    longer.addAll(more);
    return new Failure(name, message, longer);
  }
}
