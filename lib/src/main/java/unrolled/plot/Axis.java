package unrolled.plot;

import java.util.List;

/**
 * One axis.
 *
 * @param title the quantity and its unit
 * @param min and {@code max}: the range, NaN where the data decide
 * @param labels what stands at positions 0, 1, ...; empty for numbers
 */
record Axis(String title, boolean logarithmic, double min, double max, List<String> labels) {
  Axis {
    labels = List.copyOf(labels);
    if (logarithmic && min <= 0) {
      throw new IllegalArgumentException(
          "range: expected positive numbers on a logarithmic axis, got %s and %s"
              .formatted(min, max));
    }
  }

  static Axis of(String title) {
    return new Axis(title, false, Double.NaN, Double.NaN, List.of());
  }

  static Axis of(String title, List<String> labels) {
    return new Axis(title, false, Double.NaN, Double.NaN, labels);
  }

  Axis titled(String newTitle) {
    return new Axis(newTitle, logarithmic, min, max, labels);
  }

  Axis asLogarithmic() {
    return new Axis(title, true, min, max, labels);
  }

  Axis between(String argument, double low, double high) {
    if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "%s: expected two numbers in ascending order, got %s and %s"
              .formatted(argument, low, high));
    }
    return new Axis(title, logarithmic, low, high, labels);
  }

  Axis labelled(List<String> newLabels) {
    return new Axis(title, logarithmic, min, max, newLabels);
  }
}
