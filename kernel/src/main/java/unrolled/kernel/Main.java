package unrolled.kernel;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import unrolled.kernel.engine.ClassPath;
import unrolled.kernel.engine.Engine;
import unrolled.kernel.output.Bridge;
import unrolled.kernel.output.Comms;
import unrolled.kernel.output.Input;
import unrolled.kernel.output.Rendering;
import unrolled.kernel.output.Streams;
import unrolled.kernel.protocol.Channels;
import unrolled.kernel.protocol.ConnectionFile;

/**
 * Starts a kernel. Its environment: {@code UNROLLED_CLASSPATH}, more class path for the cells;
 * {@code UNROLLED_OUTPUT_LIMIT}, how many bytes a cell may print; {@code JPY_PARENT_PID}, the
 * process with which the kernel ends. Its system property {@code unrolled.library} names a file
 * with the class path that all kernels have.
 */
public final class Main {
  private static final long OUTPUT_LIMIT = 100_000_000;

  private Main() {}

  /**
   * Starts a kernel and returns; it ends when the front end says so.
   *
   * @param arguments the connection file; or {@code --rehearse}, to do once what every kernel does
   *     and end, for an archive of the classes that takes
   */
  public static void main(String[] arguments) {
    PrintStream terminal = System.err;
    Consumer<String> log = line -> terminal.println("unrolled kernel: " + line);
    if (arguments.length != 1) {
      log.accept("expected one argument, the connection file, got " + arguments.length);
      System.exit(2);
    }
    try {
      if (arguments[0].equals("--rehearse")) {
        Rehearsal.run(connection -> start(connection, log));
        System.exit(0); // the JVM writes its archive at a proper exit only
      }
      start(ConnectionFile.read(Path.of(arguments[0])), log);
    } catch (IOException | IllegalArgumentException e) {
      log.accept(e.toString());
      System.exit(1);
    }
  }

  private static void start(ConnectionFile connection, Consumer<String> log) {
    Parent.endWithIt();
    Channels channels = new Channels(connection);
    Streams streams = new Streams();
    Rendering rendering = new Rendering();
    Comms comms = new Comms();
    Input input = new Input(channels);
    Engine engine = new Engine(classPath(), streams::adopt, rendering::render);
    streams.install();
    System.setIn(input);
    new Bridge(streams, rendering, comms).install();
    Thread.setDefaultUncaughtExceptionHandler(new UncaughtExceptions(streams, engine::report, log));
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(body -> Threads.daemon(body, "output"));
    Cells cells =
        new Cells(channels, engine, streams, input, rendering, comms, timer, outputLimit());
    new Kernel(channels, engine, cells, input, log).start();
  }

  /** The user's own first: it may hold another version of what the library uses. */
  private static String classPath() {
    String own = System.getenv().getOrDefault("UNROLLED_CLASSPATH", "");
    String file = System.getProperty("unrolled.library");
    try {
      return file == null ? own : own + File.pathSeparator + ClassPath.read(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException("unrolled.library: expected a list of the class path", e);
    }
  }

  private static long outputLimit() {
    String limit = System.getenv("UNROLLED_OUTPUT_LIMIT");
    if (limit != null && !limit.matches("\\d{1,15}")) {
      throw new IllegalArgumentException(
          "UNROLLED_OUTPUT_LIMIT: expected a number of bytes, got " + limit);
    }
    return limit == null ? OUTPUT_LIMIT : Long.parseLong(limit);
  }
}
