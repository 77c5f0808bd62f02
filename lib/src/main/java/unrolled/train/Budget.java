package unrolled.train;

import java.util.Objects;

/**
 * How long a training lasts.
 *
 * @param unit what is counted
 * @param amount how many, above 0; whole for steps
 */
public record Budget(Unit unit, double amount) {
  /** What is counted. */
  public enum Unit {
    STEPS,
    SECONDS,
    EPOCHS
  }

  public Budget {
    Objects.requireNonNull(unit, "unit");
    Checks.above("amount", amount);
  }

  public static Budget steps(long steps) {
    return new Budget(Unit.STEPS, steps);
  }

  public static Budget seconds(double seconds) {
    return new Budget(Unit.SECONDS, seconds);
  }

  public static Budget minutes(double minutes) {
    return seconds(60 * minutes);
  }

  public static Budget epochs(double epochs) {
    return new Budget(Unit.EPOCHS, epochs);
  }

  /** Which part of it is used up, in [0, 1]. */
  double used(long steps, double seconds, int stepsPerEpoch) {
    double used =
        switch (unit) {
          case STEPS -> steps / amount;
          case SECONDS -> seconds / amount;
          case EPOCHS -> steps / (amount * stepsPerEpoch);
        };
    return Math.min(1, used);
  }
}
