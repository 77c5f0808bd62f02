package unrolled.lab;

import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far something has come: a bar, the rate, a detail such as the loss, and the time left,
 * updated in place at most five times a second. Closed, it keeps one line in the saved notebook.
 *
 * <pre>{@code
 * try (Progress progress = Lab.progress("training", steps)) {
 *   for (int step = 1; step <= steps; step++) {
 *     ...
 *     progress.update(step, "loss %.3f".formatted(loss));
 *   }
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {
  private final Live live;
  private final String title;
  private final long total;
  private final long interval;
  private final LongSupplier nanoTime;
  private final long begin;
  private long done;
  private String detail = "";
  private long lastShown;
  private boolean closed;

  Progress(Live live, String title, long total, Duration interval, LongSupplier nanoTime) {
    if (total < 0) {
      throw new IllegalArgumentException("total: expected at least 0, got " + total);
    }
    this.live = live;
    this.title = title;
    this.total = total;
    this.interval = interval.toNanos();
    this.nanoTime = nanoTime;
    begin = nanoTime.getAsLong();
    show(begin);
  }

  /**
   * Says how much is done.
   *
   * @param newDone of the total
   * @param newDetail a word on it, "loss 1.61", say; may be empty
   */
  public synchronized void update(long newDone, String newDetail) {
    done = newDone;
    detail = newDetail;
    long now = nanoTime.getAsLong();
    if (!closed && now - lastShown >= interval) {
      show(now);
    }
  }

  /** Leaves the final state, also where the total was not reached. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      show(nanoTime.getAsLong());
    }
  }

  private void show(long now) {
    lastShown = now;
    double seconds = (now - begin) / 1e9;
    String text = text(seconds);
    String bar =
        closed
            ? ""
            : "<progress value=\"%d\" max=\"%d\" style=\"vertical-align:middle\"></progress> "
                .formatted(Math.min(done, total), Math.max(total, 1));
    live.show(new Html("<div>" + bar + Html.escape(text) + "</div>", text));
  }

  private String text(double seconds) {
    StringBuilder text = new StringBuilder();
    text.append("%s: %,d of %,d".formatted(title, done, total));
    if (!detail.isEmpty()) {
      text.append(" · ").append(detail);
    }
    if (done > 0 && seconds > 0) {
      text.append(" · ").append(rate(done / seconds)).append(" a second");
    }
    if (closed) {
      text.append(done < total ? " · stopped after " : " · done in ").append(time(seconds));
    } else if (done > 0 && done < total) {
      text.append(" · ").append(time(seconds / done * (total - done))).append(" left");
    }
    return text.toString();
  }

  private static String rate(double rate) {
    return String.format(Locale.ROOT, rate < 10 ? "%.2f" : rate < 100 ? "%.1f" : "%,.0f", rate);
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return String.format(Locale.ROOT, seconds < 9.95 ? "%.1f s" : "%.0f s", seconds);
    }
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole / 60 % 60);
  }
}
