package unrolled.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of the gates in one loop: {@code y = 1 - s + s tanh(s x)}, which is tanh for s = 1
 * and the logistic function for s = 1/2.
 *
 * <p>In single precision tanh is a quotient of polynomials, {@code x P(x²) / Q(x²)}, fitted on
 * [-7.9, 7.9] with the smallest relative error (6e-9 before rounding), and constant outside. The
 * largest error with rounding is 3e-7; NaN stays NaN. {@code -Dunrolled.exact=true} takes the
 * Vector API's own function instead. In double precision that is always so.
 *
 * <p>Two vectors at a time hide each other's division; and they make the method too large to be
 * inlined into a cell's loops, which then stay within what the compiler inlines into one method.
 */
final class Activation {
  static final float TANH = 1;
  static final float SIGMOID = 0.5f;

  private static final boolean EXACT = Boolean.getBoolean("unrolled.exact");
  private static final VectorSpecies<Float> SINGLE = VectorFloatSpecies.SPECIES;
  private static final VectorSpecies<Double> DOUBLE = VectorDoubleSpecies.SPECIES;

  /** Beyond it the quotient would leave [-1, 1]; tanh is 1 to 3e-7 there. */
  private static final float FLAT = 7.9f;

  private Activation() {}

  static void apply(float s, float[] x, int x0, float[] y, int y0, int n) {
    if (EXACT) {
      exact(s, x, x0, y, y0, n);
      return;
    }
    int lanes = SINGLE.length();
    FloatVector slope = FloatVector.broadcast(SINGLE, s);
    FloatVector shift = FloatVector.broadcast(SINGLE, 1 - s);
    FloatVector one = FloatVector.broadcast(SINGLE, 1);
    for (int j = 0; j < n; j += 2 * lanes) {
      FloatVector a = FloatVector.fromArray(SINGLE, x, x0 + j).mul(slope).min(FLAT).max(-FLAT);
      FloatVector b = FloatVector.fromArray(SINGLE, x, x0 + j + lanes).mul(slope);
      b = b.min(FLAT).max(-FLAT);
      FloatVector aa = a.mul(a);
      FloatVector bb = b.mul(b);
      FloatVector p4 = FloatVector.broadcast(SINGLE, 1.5428373e-8f);
      FloatVector p3 = FloatVector.broadcast(SINGLE, 2.2023525e-5f);
      FloatVector p2 = FloatVector.broadcast(SINGLE, 3.5790089e-3f);
      FloatVector p1 = FloatVector.broadcast(SINGLE, 1.3450634e-1f);
      FloatVector pa = p4.fma(aa, p3).fma(aa, p2).fma(aa, p1).fma(aa, one).mul(a);
      FloatVector pb = p4.fma(bb, p3).fma(bb, p2).fma(bb, p1).fma(bb, one).mul(b);
      FloatVector q4 = FloatVector.broadcast(SINGLE, 8.5989416e-7f);
      FloatVector q3 = FloatVector.broadcast(SINGLE, 3.4236783e-4f);
      FloatVector q2 = FloatVector.broadcast(SINGLE, 2.6192302e-2f);
      FloatVector q1 = FloatVector.broadcast(SINGLE, 4.6783963e-1f);
      FloatVector qa = q4.fma(aa, q3).fma(aa, q2).fma(aa, q1).fma(aa, one);
      FloatVector qb = q4.fma(bb, q3).fma(bb, q2).fma(bb, q1).fma(bb, one);
      pa.div(qa).fma(slope, shift).intoArray(y, y0 + j);
      pb.div(qb).fma(slope, shift).intoArray(y, y0 + j + lanes);
    }
  }

  private static void exact(float s, float[] x, int x0, float[] y, int y0, int n) {
    for (int j = 0; j < n; j += SINGLE.length()) {
      FloatVector a = FloatVector.fromArray(SINGLE, x, x0 + j).mul(s);
      a.lanewise(VectorOperators.TANH).mul(s).add(1 - s).intoArray(y, y0 + j);
    }
  }

  static void apply(double s, double[] x, int x0, double[] y, int y0, int n) {
    for (int j = 0; j < n; j += DOUBLE.length()) {
      DoubleVector a = DoubleVector.fromArray(DOUBLE, x, x0 + j).mul(s);
      a.lanewise(VectorOperators.TANH).mul(s).add(1 - s).intoArray(y, y0 + j);
    }
  }
}
