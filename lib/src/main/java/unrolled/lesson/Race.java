package unrolled.lesson;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who is faster, on a machine that does other things as well: in each lap every runner runs once,
 * one after the other, and only times of the same lap are compared. What slows the machine down for
 * a while slows all of them. Where the virtual machine can tell, what counts is the processor's
 * time of the thread that runs, so that waiting for a processor is no loss; runners must compute in
 * that thread alone.
 */
public final class Race {
  private final Map<String, double[]> seconds;

  private Race(Map<String, double[]> seconds) {
    this.seconds = seconds;
  }

  /**
   * Runs the race; as many laps again before it, at least one, are not timed, because a virtual
   * machine compiles what it sees often.
   *
   * @param laps at least 1
   * @param runners by name, in the order in which they run
   */
  public static Race of(int laps, Map<String, Runnable> runners) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    boolean known = threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
    return of(laps, runners, known ? threads::getCurrentThreadCpuTime : System::nanoTime);
  }

  static Race of(int laps, Map<String, Runnable> runners, LongSupplier clock) {
    if (laps < 1 || runners.isEmpty()) {
      throw new IllegalArgumentException(
          "laps, runners: expected at least 1, got " + laps + ", " + runners.size());
    }
    Map<String, double[]> seconds = new LinkedHashMap<>();
    runners.forEach((name, runner) -> seconds.put(name, new double[laps]));
    for (int lap = -laps; lap < laps; lap++) {
      int now = lap;
      runners.forEach(
          (name, runner) -> {
            long begin = clock.getAsLong();
            runner.run();
            if (now >= 0) {
              seconds.get(name)[now] = (clock.getAsLong() - begin) / 1e9;
            }
          });
    }
    return new Race(seconds);
  }

  /**
   * How many times as fast as the other a runner is: the median over the laps.
   *
   * @throws IllegalArgumentException if one did not run
   */
  public double speed(String runner, String other) {
    double[] mine = of(runner);
    double[] theirs = of(other);
    double[] ratios = new double[mine.length];
    Arrays.setAll(ratios, lap -> theirs[lap] / mine[lap]);
    return Spread.of(ratios).median();
  }

  /** The median of a runner's times, in seconds. */
  public double seconds(String runner) {
    return Spread.of(of(runner)).median();
  }

  private double[] of(String runner) {
    double[] laps = seconds.get(runner);
    if (laps == null) {
      throw new IllegalArgumentException(
          "runner: expected one of " + seconds.keySet() + ", got " + runner);
    }
    return laps;
  }
}
