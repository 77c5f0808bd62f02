package unrolled.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The exponential function, on which the logistic function, the hyperbolic tangent and softmax
 * stand.
 *
 * <pre>
 *   x = n ln 2 + r, n whole, |r| ≤ ln 2 / 2        exp(x) = 2ⁿ (1 + p)
 *   p = exp(r) - 1 = r + r²/2! + r³/3! + ...       to r⁷/7! in single, r¹³/13! in double precision
 * </pre>
 *
 * <p>What is left out of the series is below half a unit in the last place of 1. Adding 1.5 times
 * the number of mantissa values rounds to the nearest whole number and leaves it in the low bits,
 * from where a shift makes it an exponent. Arguments outside the range of normal numbers are taken
 * to its edge; NaN stays NaN.
 */
final class Exponential {
  private static final double LOG2_E = 1.4426950408889634;

  // ln 2 in two pieces: the first has trailing zero bits, so that n times it is exact.
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;
  private static final double LN2_HIGH_DOUBLE = 0x1.62e42fee00000p-1;
  private static final double LN2_LOW_DOUBLE = 0x1.a39ef35793c76p-33;

  private static final float LOWEST = -87.33f;
  private static final float HIGHEST = 88.37f;
  private static final double LOWEST_DOUBLE = -708.3;
  private static final double HIGHEST_DOUBLE = 709.4;

  private static final float WHOLE = 0x1.8p23f;
  private static final double WHOLE_DOUBLE = 0x1.8p52;

  private Exponential() {}

  static FloatVector exp(FloatVector x) {
    FloatVector inside = clamp(x);
    FloatVector shifted = whole(inside);
    FloatVector power = power(shifted);
    return series(remainder(inside, shifted)).fma(power, power);
  }

  /** {@code exp(x) - 1}, exact to the last digits near zero too. */
  static FloatVector expm1(FloatVector x) {
    FloatVector inside = clamp(x);
    FloatVector shifted = whole(inside);
    FloatVector power = power(shifted);
    return series(remainder(inside, shifted)).fma(power, power.sub(1));
  }

  private static FloatVector clamp(FloatVector x) {
    FloatVector above = x.blend(LOWEST, x.compare(VectorOperators.LT, LOWEST));
    return above.blend(HIGHEST, above.compare(VectorOperators.GT, HIGHEST));
  }

  /** n + WHOLE. */
  private static FloatVector whole(FloatVector x) {
    return x.mul((float) LOG2_E).add(WHOLE);
  }

  private static FloatVector remainder(FloatVector x, FloatVector shifted) {
    FloatVector n = shifted.sub(WHOLE);
    return n.fma(constant(-LN2_LOW), n.fma(constant(-LN2_HIGH), x));
  }

  private static FloatVector power(FloatVector shifted) {
    return shifted
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, 23)
        .add(127 << 23)
        .reinterpretAsFloats();
  }

  private static FloatVector series(FloatVector r) {
    FloatVector p = r.fma(constant(1 / 5040f), constant(1 / 720f));
    p = p.fma(r, constant(1 / 120f));
    p = p.fma(r, constant(1 / 24f));
    p = p.fma(r, constant(1 / 6f));
    p = p.fma(r, constant(1 / 2f));
    return p.fma(r.mul(r), r);
  }

  private static FloatVector constant(float c) {
    return FloatVector.broadcast(VectorFloatMath.SPECIES, c);
  }

  static DoubleVector exp(DoubleVector x) {
    DoubleVector inside = clamp(x);
    DoubleVector shifted = whole(inside);
    DoubleVector power = power(shifted);
    return series(remainder(inside, shifted)).fma(power, power);
  }

  static DoubleVector expm1(DoubleVector x) {
    DoubleVector inside = clamp(x);
    DoubleVector shifted = whole(inside);
    DoubleVector power = power(shifted);
    return series(remainder(inside, shifted)).fma(power, power.sub(1));
  }

  private static DoubleVector clamp(DoubleVector x) {
    DoubleVector above = x.blend(LOWEST_DOUBLE, x.compare(VectorOperators.LT, LOWEST_DOUBLE));
    return above.blend(HIGHEST_DOUBLE, above.compare(VectorOperators.GT, HIGHEST_DOUBLE));
  }

  private static DoubleVector whole(DoubleVector x) {
    return x.mul(LOG2_E).add(WHOLE_DOUBLE);
  }

  private static DoubleVector remainder(DoubleVector x, DoubleVector shifted) {
    DoubleVector n = shifted.sub(WHOLE_DOUBLE);
    return n.fma(constant(-LN2_LOW_DOUBLE), n.fma(constant(-LN2_HIGH_DOUBLE), x));
  }

  private static DoubleVector power(DoubleVector shifted) {
    return shifted
        .reinterpretAsLongs()
        .lanewise(VectorOperators.LSHL, 52)
        .add(1023L << 52)
        .reinterpretAsDoubles();
  }

  private static DoubleVector series(DoubleVector r) {
    DoubleVector p = r.fma(constant(1 / 6227020800.0), constant(1 / 479001600.0));
    p = p.fma(r, constant(1 / 39916800.0));
    p = p.fma(r, constant(1 / 3628800.0));
    p = p.fma(r, constant(1 / 362880.0));
    p = p.fma(r, constant(1 / 40320.0));
    p = p.fma(r, constant(1 / 5040.0));
    p = p.fma(r, constant(1 / 720.0));
    p = p.fma(r, constant(1 / 120.0));
    p = p.fma(r, constant(1 / 24.0));
    p = p.fma(r, constant(1 / 6.0));
    p = p.fma(r, constant(1 / 2.0));
    return p.fma(r.mul(r), r);
  }

  private static DoubleVector constant(double c) {
    return DoubleVector.broadcast(VectorDoubleMath.SPECIES, c);
  }
}
