package unrolled.compute.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector length in use, and the functions of a cell on vectors.
 *
 * <p>The largest error of {@code sigmoid} and {@code tanh} is 3 units in the last place of 1:
 * 3.6e-7 in single, 6.7e-16 in double precision. {@code -Dunrolled.exact=true} takes the Vector
 * API's own functions instead, which are good to 1 unit of the result, and slower.
 */
final class VectorFloatMath {
  static final VectorSpecies<Float> SPECIES = species();
  static final int LANES = SPECIES.length();
  private static final boolean EXACT = Boolean.getBoolean("unrolled.exact");

  private VectorFloatMath() {}

  private static VectorSpecies<Float> species() {
    return switch (System.getProperty("unrolled.vector", "")) {
      case "128" -> FloatVector.SPECIES_128;
      case "256" -> FloatVector.SPECIES_256;
      case "512" -> FloatVector.SPECIES_512;
      default -> FloatVector.SPECIES_PREFERRED;
    };
  }

  static FloatVector load(float[] a, int at) {
    return FloatVector.fromArray(SPECIES, a, at);
  }

  static FloatVector exp(FloatVector x) {
    return EXACT ? x.lanewise(VectorOperators.EXP) : Exponential.exp(x);
  }

  /** 1 / (1 + exp(-x)). */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    return one.div(exp(x.neg()).add(one));
  }

  /** q / (q + 2) with q = exp(2 x) - 1. */
  static FloatVector tanh(FloatVector x) {
    if (EXACT) {
      return x.lanewise(VectorOperators.TANH);
    }
    FloatVector q = Exponential.expm1(x.add(x));
    return q.div(q.add(2));
  }

  /** 1 - a. */
  static FloatVector complement(FloatVector a) {
    return FloatVector.broadcast(SPECIES, 1).sub(a);
  }

  /** a (1 - a): the slope of the logistic function where its value is a. */
  static FloatVector sigmoidSlope(FloatVector a) {
    return a.mul(complement(a));
  }

  /** 1 - a²: the slope of the hyperbolic tangent where its value is a. */
  static FloatVector tanhSlope(FloatVector a) {
    return complement(a.mul(a));
  }
}
