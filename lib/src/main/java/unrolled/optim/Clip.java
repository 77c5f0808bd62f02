package unrolled.optim;

import java.util.Collection;
import unrolled.autograd.Tensor;
import unrolled.compute.DoubleUpdates;
import unrolled.compute.FloatUpdates;

/** Keeps gradients from exploding, in place and before the optimiser's step. */
public final class Clip {
  private Clip() {}

  /**
   * Scales all gradients by one factor so that their joint L2 norm is at most {@code maxNorm}
   * (Pascanu, Mikolov and Bengio 2013): the direction stays.
   *
   * @return the norm before; not a number, or infinite, where a gradient is, and then nothing is
   *     scaled
   */
  public static double byGlobalNorm(Collection<Tensor> parameters, double maxNorm) {
    double norm = globalNorm(parameters);
    double factor = factor(norm, maxNorm);
    if (factor < 1) {
      for (Tensor parameter : parameters) {
        if (parameter.gradient() != null) {
          scale(parameter, factor);
        }
      }
    }
    return norm;
  }

  /**
   * What {@link #byGlobalNorm} would multiply gradients of that norm with: for an {@link Optimizer}
   * that does so as it reads them.
   *
   * @return maxNorm / norm where that is below 1, else 1; also 1 for a norm that is not finite
   */
  public static double factor(double norm, double maxNorm) {
    above("maxNorm", maxNorm);
    return norm > maxNorm && norm < Double.POSITIVE_INFINITY ? maxNorm / norm : 1;
  }

  /** The joint L2 norm of all gradients; not a number, or infinite, where one of them is. */
  public static double globalNorm(Collection<Tensor> parameters) {
    double sum = 0;
    for (Tensor parameter : parameters) {
      Tensor g = parameter.gradient();
      if (g != null) {
        sum +=
            Parameters.isFloat(g)
                ? FloatUpdates.sumOfSquares(g.floats())
                : DoubleUpdates.sumOfSquares(g.doubles());
      }
    }
    return Math.sqrt(sum);
  }

  /** Cuts every number of every gradient to [-max, max]: the direction may change. */
  public static void byValue(Collection<Tensor> parameters, double max) {
    above("max", max);
    for (Tensor parameter : parameters) {
      if (parameter.gradient() == null) {
        continue;
      }
      if (Parameters.isFloat(parameter)) {
        FloatUpdates.clamp(parameter.floatGradientBuffer(), (float) max);
      } else {
        DoubleUpdates.clamp(parameter.doubleGradientBuffer(), max);
      }
    }
  }

  private static void scale(Tensor parameter, double factor) {
    if (Parameters.isFloat(parameter)) {
      FloatUpdates.scale(parameter.floatGradientBuffer(), (float) factor);
    } else {
      DoubleUpdates.scale(parameter.doubleGradientBuffer(), factor);
    }
  }

  private static void above(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + ": expected a number above 0, got " + value);
    }
  }
}
