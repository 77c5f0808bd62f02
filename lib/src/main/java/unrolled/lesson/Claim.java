package unrolled.lesson;

import java.util.Arrays;
import java.util.Locale;

/**
 * A claim of a notebook's text, held against what was computed. Java's own {@code assert} is off in
 * a kernel; a claim that does not hold always ends the cell.
 */
public final class Claim {
  private Claim() {}

  /**
   * Prints the claim.
   *
   * @throws AssertionError if it does not hold
   */
  public static void that(String claim, boolean holds) {
    if (!holds) {
      throw new AssertionError("does not hold: " + claim);
    }
    System.out.println("✓ " + claim);
  }

  /**
   * Prints the claim and the number.
   *
   * @throws AssertionError if the number is further than tolerance from what is expected, or NaN
   */
  public static void close(String claim, double actual, double expected, double tolerance) {
    if (!(Math.abs(actual - expected) <= tolerance)) {
      throw new AssertionError(
          "does not hold: %s: expected %s ± %s, got %s"
              .formatted(claim, expected, tolerance, actual));
    }
    System.out.println("✓ " + claim + ": " + String.format(Locale.ROOT, "%.4g", actual));
  }

  /**
   * Prints the claim.
   *
   * @throws AssertionError if the numbers are not as many, or one is further than tolerance away
   */
  public static void close(String claim, double[] actual, double[] expected, double tolerance) {
    boolean alike = actual.length == expected.length;
    for (int i = 0; alike && i < expected.length; i++) {
      alike = Math.abs(actual[i] - expected[i]) <= tolerance;
    }
    if (!alike) {
      throw new AssertionError(
          "does not hold: %s: expected %s ± %s, got %s"
              .formatted(claim, Arrays.toString(expected), tolerance, Arrays.toString(actual)));
    }
    System.out.println("✓ " + claim);
  }
}
