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
    above("maxNorm", maxNorm);
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
    double norm = Math.sqrt(sum);
    if (norm > maxNorm && norm < Double.POSITIVE_INFINITY) {
      for (Tensor parameter : parameters) {
        if (parameter.gradient() != null) {
          scale(parameter, maxNorm / norm);
        }
      }
    }
    return norm;
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
