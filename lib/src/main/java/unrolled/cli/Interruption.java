package unrolled.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Ctrl-C as an interrupt of the thread that works: the virtual machine ends only when the work has
 * ended, or after a patient while. It then ends with the signal's code, 130 for Ctrl-C.
 */
final class Interruption {
  private static final long PATIENCE_SECONDS = 30;

  private Interruption() {}

  /** Does work that ends soon once its thread is interrupted. */
  static int during(IntSupplier work) {
    Thread worker = Thread.currentThread();
    CountDownLatch done = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              worker.interrupt();
              await(done);
            },
            "unrolled-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return work.getAsInt();
    } finally {
      done.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The machine is shutting down: the hook is running, and has just learnt that we are done.
      }
    }
  }

  private static void await(CountDownLatch done) {
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("kit: what was under way did not end in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
