package unrolled.kernel;

import java.util.Set;

/** The kernel's own threads. */
final class Threads {
  /** Without one of these a kernel would hang for ever, and its front end would not know. */
  private static final Set<String> VITAL = Set.of("requests", "sockets");

  private Threads() {}

  static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  static void start(String name, Runnable body) {
    daemon(body, name).start();
  }

  /** Whether the kernel cannot live without a thread: its own two, and ZeroMQ's. */
  static boolean isVital(Thread thread) {
    String name = thread.getName();
    return VITAL.contains(name) || name.startsWith("iothread-") || name.startsWith("reaper-");
  }
}
