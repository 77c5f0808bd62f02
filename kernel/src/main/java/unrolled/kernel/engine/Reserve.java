package unrolled.kernel.engine;

import java.util.Arrays;

/**
 * Memory that is given back when a cell has used up all the rest: the kernel must still be able to
 * say so.
 */
final class Reserve {
  private static final int BYTES = 8 << 20;

  private static volatile byte[] held;

  private Reserve() {}

  static void release() {
    held = null;
  }

  /** Takes the memory back once there is as much again beside it. */
  static void restore() {
    if (held == null) {
      try {
        byte[] both = new byte[2 * BYTES];
        held = Arrays.copyOf(both, BYTES);
      } catch (OutOfMemoryError e) {
        held = null; // the user's variables still fill the heap
      }
    }
  }
}
