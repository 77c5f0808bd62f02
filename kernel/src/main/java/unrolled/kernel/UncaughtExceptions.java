package unrolled.kernel;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import unrolled.kernel.guest.CellStopped;
import unrolled.kernel.output.CellOutput;
import unrolled.kernel.output.Streams;

/** What ends a thread is shown at the cell that started the thread. */
final class UncaughtExceptions implements Thread.UncaughtExceptionHandler {
  private final Streams streams;
  private final Function<Throwable, List<String>> report;
  private final Consumer<String> log;

  /**
   * @param report makes lines of an exception
   */
  UncaughtExceptions(
      Streams streams, Function<Throwable, List<String>> report, Consumer<String> log) {
    this.streams = streams;
    this.report = report;
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
    String text =
        "Exception in thread \""
            + thread.getName()
            + "\": "
            + String.join("\n", report.apply(exception))
            + "\n";
    CellOutput output = streams.current();
    if (output == null) {
      log.accept(text);
    } else {
      output.printError(text);
    }
  }
}
