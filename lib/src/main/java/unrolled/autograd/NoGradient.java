package unrolled.autograd;

import java.util.function.Supplier;

/**
 * A scope in which nothing is recorded: results are constants. It holds for the calling thread
 * only, and nests.
 */
public final class NoGradient {
  private static final ThreadLocal<Boolean> ACTIVE = ThreadLocal.withInitial(() -> false);

  private NoGradient() {}

  /** Runs work without recording and returns its result; recording resumes even if work throws. */
  public static <T> T run(Supplier<T> work) {
    boolean before = ACTIVE.get();
    ACTIVE.set(true);
    try {
      return work.get();
    } finally {
      ACTIVE.set(before);
    }
  }

  /** Runs work without recording. */
  public static void run(Runnable work) {
    run(
        () -> {
          work.run();
          return null;
        });
  }

  /** Whether the calling thread is in such a scope. */
  public static boolean active() {
    return ACTIVE.get();
  }
}
