package unrolled.cli;

import java.io.PrintWriter;
import java.util.Locale;
import unrolled.train.TrainingListener;
import unrolled.train.TrainingProgress;

/** Tells on stderr how a training goes: in place on a terminal, in lines now and then elsewhere. */
final class ProgressLine implements TrainingListener, AutoCloseable {
  private static final long NANOS = 1_000_000_000L;
  private static final long EVERY_ON_A_TERMINAL = NANOS / 5;
  private static final long EVERY_ELSEWHERE = 20 * NANOS;

  private final PrintWriter err;
  private final boolean terminal;
  private long told = System.nanoTime();
  private boolean open;

  /** The kit says whether its stderr, which it copies ours to, is a terminal. */
  ProgressLine(PrintWriter err) {
    this(err, "1".equals(System.getenv("UNROLLED_TERMINAL")));
  }

  ProgressLine(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void onStep(TrainingProgress progress) {
    long now = System.nanoTime();
    if (now - told >= (terminal ? EVERY_ON_A_TERMINAL : EVERY_ELSEWHERE)) {
      told = now;
      show(text(progress));
    }
  }

  private void show(String text) {
    if (terminal) {
      err.print("\r\033[K" + text);
      err.flush();
      open = true;
    } else {
      err.println(text);
    }
  }

  static String text(TrainingProgress p) {
    long left = Math.round(p.secondsLeft());
    String validation =
        Double.isNaN(p.validationLoss())
            ? ""
            : String.format(Locale.ROOT, ", validation %.3f", p.validationLoss());
    return String.format(
        Locale.ROOT,
        "kit: training: %.0f %%, step %,d, loss %.3f%s, %,.0f characters/s, %d:%02d left",
        100 * p.fraction(),
        p.step(),
        p.loss(),
        validation,
        p.charactersPerSecond(),
        left / 60,
        left % 60);
  }

  /** Leaves the line as it is, so that what follows begins a new one. */
  @Override
  public void close() {
    if (open) {
      err.println();
    }
  }
}
