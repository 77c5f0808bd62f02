package unrolled.cli;

import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One line for whatever goes wrong; the stack trace only with {@code --debug}. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {
  static final int FAILURE = 1;
  static final int USAGE = 2;

  private final boolean debug;

  Complaints(boolean debug) {
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    String message = wrong.getMessage().replaceFirst("^Error: ", "");
    complain(wrong.getCommandLine(), message + "; see " + command + " --help", wrong);
    return USAGE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
    if (failure instanceof ParameterException wrong) {
      return handleParseException(wrong, new String[0]);
    }
    complain(line, message(failure), failure);
    return FAILURE;
  }

  int outOfMemory(CommandLine line, OutOfMemoryError error) {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    complain(
        line,
        "expected a model and batches that fit into %,d MB, got larger ones; choose smaller sizes, or"
                .formatted(megabytes)
            + " give Java more memory with UNROLLED_JVM_OPTS=-Xmx6g",
        error);
    return FAILURE;
  }

  private static String message(Exception failure) {
    boolean foreseen =
        failure instanceof IllegalArgumentException
            || failure instanceof UncheckedIOException
            || failure instanceof CommandFailure;
    return foreseen
        ? failure.getMessage()
        : "this should not happen: " + failure + "; --debug shows where";
  }

  private void complain(CommandLine line, String message, Throwable cause) {
    line.getErr().println("kit: " + message.replaceAll("\\s*\\R\\s*", " "));
    if (debug) {
      cause.printStackTrace(line.getErr());
    }
  }
}
