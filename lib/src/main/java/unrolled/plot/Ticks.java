package unrolled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Round values along an axis. */
final class Ticks {
  /** Where an axis spans more decades than this, only powers of ten are marked. */
  private static final double DECADES = 1.5;

  private Ticks() {}

  /** A marked value. */
  record Tick(double value, String label) {}

  /**
   * The marks of an axis.
   *
   * @param most how many there is room for
   */
  static List<Tick> of(Scale scale, double most) {
    Range range = scale.range();
    if (!scale.axis().labels().isEmpty()) {
      return labels(scale.axis().labels(), range, most);
    }
    if (scale.axis().logarithmic()) {
      double decades = Math.log10(range.max() / range.min());
      List<Tick> ticks = decades > DECADES ? powers(range, decades / most) : oneTwoFive(range);
      return ticks.size() > 1 ? ticks : round(range, most);
    }
    return round(range, most);
  }

  private static List<Tick> labels(List<String> labels, Range range, double most) {
    int step = (int) roundUp(Math.max(1, labels.size() / most));
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < labels.size(); i += step) {
      if (i >= range.min() && i <= range.max()) {
        ticks.add(new Tick(i, visible(labels.get(i))));
      }
    }
    return ticks;
  }

  /** Characters that print nothing, as something that does. */
  private static String visible(String label) {
    return switch (label) {
      case " " -> "␣";
      case "\n" -> "⏎";
      case "\t" -> "⇥";
      default -> label;
    };
  }

  private static List<Tick> powers(Range range, double decadesEach) {
    int step = (int) Math.max(1, Math.ceil(decadesEach));
    int first = (int) Math.ceil(Math.log10(range.min()) - 1e-9);
    int last = (int) Math.floor(Math.log10(range.max()) + 1e-9);
    int[] exponents = IntStream.rangeClosed(first, last).filter(e -> e % step == 0).toArray();
    boolean plain = IntStream.of(exponents).allMatch(Numbers::isShort);
    return IntStream.of(exponents)
        .mapToObj(e -> new Tick(Math.pow(10, e), Numbers.power(e, plain)))
        .toList();
  }

  private static List<Tick> oneTwoFive(Range range) {
    List<Tick> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(range.min()));
    for (int exponent = first; Math.pow(10, exponent) <= range.max(); exponent++) {
      double power = Math.pow(10, exponent);
      DoubleStream.of(power, 2 * power, 5 * power)
          .filter(value -> value >= range.min() && value <= range.max())
          .forEach(value -> ticks.add(new Tick(value, Numbers.brief(value))));
    }
    return ticks;
  }

  private static List<Tick> round(Range range, double most) {
    if (range.max() <= range.min()) {
      return List.of(); // cells, but none of them
    }
    double rough = (range.max() - range.min()) / Math.max(most, 1);
    double step = roundUp(rough);
    long first = (long) Math.ceil(range.min() / step - 1e-9);
    long last = (long) Math.floor(range.max() / step + 1e-9);
    double largest = Math.max(Math.abs(range.min()), Math.abs(range.max()));
    int exponent = largest >= 1e6 || step < 1e-4 ? thousands(largest) : 0;
    return LongStream.rangeClosed(first, last)
        .mapToObj(i -> new Tick(i * step, label(i * step, step, exponent)))
        .toList();
  }

  /** The next of 1, 2, 5, 10, ... */
  private static double roundUp(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    return DoubleStream.of(power, 2 * power, 5 * power)
        .filter(candidate -> candidate >= rough * 0.999)
        .findFirst()
        .orElse(10 * power);
  }

  /** A power of ten that is one of a thousand, too, and that a double can divide by. */
  private static int thousands(double value) {
    return Math.max(-306, 3 * (int) Math.floor(Math.log10(value) / 3));
  }

  /** All labels of an axis share one power of ten, so that they can be compared at a glance. */
  private static String label(double value, double step, int exponent) {
    double unit = Math.pow(10, exponent);
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
    String front = String.format(Locale.ROOT, "%,." + decimals + "f", value / unit);
    return exponent == 0 ? front : value == 0 ? "0" : front + "·" + Numbers.power(exponent, false);
  }
}
