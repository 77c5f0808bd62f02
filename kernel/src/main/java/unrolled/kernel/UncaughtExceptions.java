package unrolled.kernel;

import java.util.function.Consumer;
import unrolled.kernel.guest.CellStopped;
import unrolled.kernel.output.CellOutput;
import unrolled.kernel.output.Streams;

/** What ends a thread is shown at the cell that started the thread. */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {
  private final Streams streams;
  private final Consumer<String> log;

  UncaughtExceptions(Streams streams, Consumer<String> log) {
    this.streams = streams;
    this.log = log;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable exception) {
    if (Threads.isVital(thread)) {
      // First, and without a new object: memory may be what is lacking.
      Runtime.getRuntime().halt(1);
    }
    if (exception.getClass().getName().equals(CellStopped.class.getName())) {
      return;
    }
    StringBuilder text = new StringBuilder("Exception in thread \"" + thread.getName() + "\": ");
    text.append(exception).append('\n');
    for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
      text.append("Caused by: ").append(cause).append('\n');
    }
    CellOutput output = streams.current();
    if (output == null) {
      log.accept(text.toString());
    } else {
      output.printError(text.toString());
    }
  }
}
