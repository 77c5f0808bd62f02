package unrolled.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** How the numbers of a column are written: alike, so that they can be compared at a glance. */
final class NumberFormats {
  private static final double LARGE = 1e7;
  private static final double SMALL = 1e-4;

  /** The least and the greatest may differ by this factor before powers of ten are needed. */
  private static final double SPAN = 1e6;

  private NumberFormats() {}

  /** A format in which every one of the values shows at least some of its digits. */
  static DoubleFunction<String> of(double[] values) {
    double[] sizes =
        Arrays.stream(values).filter(v -> Double.isFinite(v) && v != 0).map(Math::abs).toArray();
    double greatest = Arrays.stream(sizes).max().orElse(1);
    double least = Arrays.stream(sizes).min().orElse(1);
    boolean whole = Arrays.stream(sizes).allMatch(v -> v == Math.rint(v));
    if (whole && greatest < 1e15) {
      return value -> finite(value, "%,.0f");
    }
    if (greatest >= LARGE || greatest < SMALL || greatest / least > SPAN) {
      return value -> value == 0 ? "0" : finite(value, "%.3e");
    }
    int digits = (int) Math.floor(Math.log10(greatest)) + 1;
    String pattern = "%,." + Math.max(1, Math.min(7, 5 - digits)) + "f";
    return value -> finite(value, pattern);
  }

  private static String finite(double value, String pattern) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, pattern, value) : "" + value;
  }
}
