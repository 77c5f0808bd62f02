package unrolled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

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
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent++) {
      if (exponent % step == 0) {
        ticks.add(new Tick(Math.pow(10, exponent), Numbers.power(exponent)));
      }
    }
    return ticks;
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
    double rough = (range.max() - range.min()) / Math.max(most, 1);
    double step = roundUp(rough);
    long first = (long) Math.ceil(range.min() / step - 1e-9);
    long last = (long) Math.floor(range.max() / step + 1e-9);
    List<Tick> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      ticks.add(new Tick(i * step, label(i * step, step)));
    }
    return ticks;
  }

  /** The next of 1, 2, 5, 10, ... */
  private static double roundUp(double rough) {
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    return DoubleStream.of(power, 2 * power, 5 * power)
        .filter(candidate -> candidate >= rough * 0.999)
        .findFirst()
        .orElse(10 * power);
  }

  private static String label(double value, double step) {
    if (Math.abs(value) >= 1e6 || step < 1e-4) {
      return Numbers.brief(value);
    }
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
