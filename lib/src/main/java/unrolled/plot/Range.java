package unrolled.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The part of an axis that is shown. */
record Range(double min, double max) {
  private static final double SMALLEST = 1e-300;
  private static final double GREATEST = 1e300;

  /** The axis' own range, or one that holds the values with some air around them. */
  static Range of(Axis axis, DoubleStream values, double air) {
    if (!Double.isNaN(axis.min())) {
      return new Range(axis.min(), axis.max());
    }
    boolean log = axis.logarithmic();
    double[] seen =
        values
            .filter(v -> isShowable(axis, v))
            .map(v -> log ? Math.log10(v) : v)
            .sorted()
            .toArray();
    double min = seen.length == 0 ? 0 : seen[0];
    double max = seen.length == 0 ? 1 : seen[seen.length - 1];
    double margin = (max - min) * air;
    if (max - min <= Math.abs(max) * 1e-9) {
      margin = log ? 0.3 : max == 0 ? 1 : Math.abs(max) * 0.1;
    }
    double low = min - margin;
    double high = max + margin;
    if (!log) {
      return new Range(low, high);
    }
    double from = Math.max(SMALLEST, Math.pow(10, low));
    double to = Math.min(GREATEST, Math.pow(10, high));
    return new Range(from, to);
  }

  /** Whether a value has a place on such an axis, with some room to either side of it. */
  static boolean isShowable(Axis axis, double value) {
    return axis.logarithmic() ? value > SMALLEST && value < GREATEST : Math.abs(value) < GREATEST;
  }

  /** The values with NaN where the axis cannot show them, so that lines break there. */
  static double[] showable(Axis axis, double[] values) {
    return Arrays.stream(values).map(v -> isShowable(axis, v) ? v : Double.NaN).toArray();
  }
}
