package unrolled.kernel;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import unrolled.kernel.engine.Engine;
import unrolled.kernel.guest.CellStopped;
import unrolled.kernel.output.Bridge;
import unrolled.kernel.output.CellOutput;
import unrolled.kernel.output.Comms;
import unrolled.kernel.output.Input;
import unrolled.kernel.output.Rendering;
import unrolled.kernel.output.Streams;
import unrolled.kernel.protocol.Channels;
import unrolled.kernel.protocol.ConnectionFile;

/**
 * Starts a kernel. Its environment: {@code UNROLLED_CLASSPATH}, the class path of the cells; {@code
 * UNROLLED_OUTPUT_LIMIT}, how many bytes a cell may print; {@code JPY_PARENT_PID}, the process with
 * which the kernel ends.
 */
public final class Main {
  private static final long OUTPUT_LIMIT = 100_000_000;

  private Main() {}

  /**
   * Starts a kernel and returns; it ends when the front end says so.
   *
   * @param arguments the connection file
   */
  public static void main(String[] arguments) {
    PrintStream terminal = System.err;
    Consumer<String> log = line -> terminal.println("unrolled kernel: " + line);
    if (arguments.length != 1) {
      log.accept("expected one argument, the connection file, got " + arguments.length);
      System.exit(2);
    }
    try {
      start(ConnectionFile.read(Path.of(arguments[0])), log);
    } catch (IOException | IllegalArgumentException e) {
      log.accept(e.toString());
      System.exit(1);
    }
  }

  private static void start(ConnectionFile connection, Consumer<String> log) {
    endWithParent();
    Channels channels = new Channels(connection);
    Streams streams = new Streams();
    Rendering rendering = new Rendering();
    Comms comms = new Comms();
    Input input = new Input(channels);
    String classPath = System.getenv().getOrDefault("UNROLLED_CLASSPATH", "");
    Engine engine = new Engine(classPath, streams::adopt, rendering::render);
    streams.install();
    System.setIn(input);
    new Bridge(streams, rendering, comms).install();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, exception) -> report(streams.current(), thread, exception, log));
    long limit =
        Long.parseLong(System.getenv().getOrDefault("UNROLLED_OUTPUT_LIMIT", "" + OUTPUT_LIMIT));
    new Kernel(channels, engine, streams, input, rendering, comms, limit, log).start();
  }

  /** An exception that ends a thread which a cell started is shown at that cell. */
  private static void report(
      CellOutput output, Thread thread, Throwable exception, Consumer<String> log) {
    if (exception.getClass().getName().equals(CellStopped.class.getName())) {
      return;
    }
    String text = "Exception in thread \"" + thread.getName() + "\": " + exception;
    if (output == null) {
      log.accept(text);
    } else {
      output.printError(text + "\n");
    }
  }

  /** A server that dies takes its kernels with it, also when it was killed and could not say so. */
  private static void endWithParent() {
    String parent = System.getenv("JPY_PARENT_PID");
    if (parent != null && parent.matches("\\d+")) {
      Runnable end = () -> Runtime.getRuntime().halt(1);
      var unused =
          ProcessHandle.of(Long.parseLong(parent)).map(process -> process.onExit().thenRun(end));
    }
  }
}
