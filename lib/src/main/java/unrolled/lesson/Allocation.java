package unrolled.lesson;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread has allocated: unlike a stopwatch, it does not depend on the machine. */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Bytes since the thread began; the difference of two answers is what was made in between. */
  public static long bytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }
}
