package unrolled.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people write them. */
final class Numbers {
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Numbers() {}

  /** At most four significant digits; powers of ten where zeros would have to be counted. */
  static String brief(double value) {
    return brief(value, 4);
  }

  /** The same with at most so many significant digits, but all of those before the point. */
  static String brief(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e-3 && size < 1e6) {
      return size >= 1e4
          ? String.format(Locale.ROOT, "%,.0f", value)
          : plain(rounded(value, digits));
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(Math.min(digits, 3)));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String front = plain(rounded.movePointLeft(exponent));
    String power = "10" + superscript(exponent);
    return switch (front) {
      case "1" -> power;
      case "-1" -> "-" + power;
      default -> front + "·" + power;
    };
  }

  private static BigDecimal rounded(double value, int digits) {
    BigDecimal exact = BigDecimal.valueOf(value);
    int whole = exact.precision() - exact.scale(); // digits before the point
    return exact.round(new MathContext(Math.max(digits, whole)));
  }

  /** Whether a power of ten can be written out without zeros to be counted. */
  static boolean isShort(int exponent) {
    return exponent >= -3 && exponent <= 6;
  }

  /** A power of ten, written out or with its exponent. */
  static String power(int exponent, boolean plain) {
    return plain || exponent == 0
        ? String.format(Locale.ROOT, "%,." + Math.max(0, -exponent) + "f", Math.pow(10, exponent))
        : "10" + superscript(exponent);
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }

  private static String superscript(int exponent) {
    StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      text.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return text.toString();
  }
}
