package unrolled.kernel.engine;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;

/**
 * Memory for the time when a cell has used up all the rest.
 *
 * <p>The heap is everybody's: where a cell fills it, the error may as well come to a thread of the
 * kernel or of ZeroMQ, which cannot live on. So there are two parts. The JVM takes the first back
 * by itself before any thread gets an {@link OutOfMemoryError}; that tells the cell to end while
 * there still is memory for the others. The second is given back when the cell has ended, for the
 * kernel to say so and for the next cell to let go of what fills the heap.
 */
final class Reserve {
  private static final int FIRST_BYTES = 4 << 20;
  private static final int SECOND_BYTES = 8 << 20;

  private final ReferenceQueue<byte[]> taken = new ReferenceQueue<>();
  private final Runnable whenFull;
  private volatile SoftReference<byte[]> first;
  private volatile byte[] second;

  /**
   * @param whenFull called, on a thread of its own, when memory is about to run out; it must not
   *     make objects
   */
  Reserve(Runnable whenFull) {
    this.whenFull = whenFull;
    restore();
    Thread watch = new Thread(this::watch, "memory");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    while (true) {
      try {
        taken.remove();
      } catch (InterruptedException e) {
        return;
      }
      if (free() < 2L * FIRST_BYTES) {
        whenFull.run();
      } else {
        restore(); // one request was too large, or the reserve had not been needed for long
      }
    }
  }

  private static long free() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  /** Gives the second part back. */
  void release() {
    second = null;
  }

  /** Takes both parts back once there is as much again beside them. */
  void restore() {
    SoftReference<byte[]> present = first;
    if (second != null && present != null && present.get() != null) {
      return;
    }
    try {
      byte[] beside = new byte[FIRST_BYTES + SECOND_BYTES];
      byte[] mine = second == null ? new byte[SECOND_BYTES] : second;
      first = new SoftReference<>(new byte[beside.length - SECOND_BYTES], taken);
      second = mine;
    } catch (OutOfMemoryError e) {
      // The user's variables still fill the heap: after the next cell.
    }
  }
}
