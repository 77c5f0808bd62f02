package unrolled.kernel;

import java.util.Optional;

/** The process that started the kernel. */
final class Parent {
  private static final long POLL_MILLIS = 1000;

  private Parent() {}

  /**
   * A server that dies takes its kernels with it, also when it was killed and could not say so. It
   * is known by its number, and by the death of whoever started this process.
   */
  static void endWithIt() {
    String number = System.getenv("JPY_PARENT_PID");
    if (number == null || !number.matches("\\d+")) {
      return;
    }
    Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(number));
    Optional<ProcessHandle> starter = ProcessHandle.current().parent();
    Threads.start("parent", () -> watch(server.or(() -> starter)));
  }

  private static void watch(Optional<ProcessHandle> parent) {
    try {
      while (parent.isPresent() && parent.get().isAlive()) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      return;
    }
    if (parent.isPresent()) {
      Runtime.getRuntime().halt(1);
    }
  }
}
