package unrolled.train;

/** The checks at the door of this package: what was expected of a number, and what came. */
final class Checks {
  private Checks() {}

  static void atLeast(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": expected at least " + least + ", got " + value);
    }
  }

  static void part(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + ": expected a number in [0, 1), got " + value);
    }
  }

  static void above(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": expected a number above 0, got " + value);
    }
  }
}
