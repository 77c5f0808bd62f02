package unrolled.reference;

import java.util.function.DoubleSupplier;
import unrolled.autograd.Tensor;

/** (f(x + e) - f(x - e)) / 2e for one element of a DOUBLE parameter. */
final class CentralDifference {
  private static final double STEP = 1e-5;

  private CentralDifference() {}

  static double of(Tensor x, int index, DoubleSupplier f) {
    double value = x.doubles()[index];
    x.updateDoubles(a -> a[index] = value + STEP);
    double above = f.getAsDouble();
    x.updateDoubles(a -> a[index] = value - STEP);
    double below = f.getAsDouble();
    x.updateDoubles(a -> a[index] = value);
    return (above - below) / (2 * STEP);
  }
}
