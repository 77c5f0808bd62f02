package unrolled.reference;

import java.util.Arrays;
import unrolled.autograd.Tensor;

/** How far apart two tensors are. */
public final class Difference {
  private Difference() {}

  /**
   * The largest |a - b| over all elements; not a number if any of them is not.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public static double max(Tensor a, Tensor b) {
    if (!Arrays.equals(a.shape(), b.shape())) {
      throw new IllegalArgumentException(
          "b: expected shape "
              + Arrays.toString(a.shape())
              + ", got "
              + Arrays.toString(b.shape()));
    }
    double[] left = a.toDoubles();
    double[] right = b.toDoubles();
    double worst = 0;
    for (int i = 0; i < left.length; i++) {
      worst = Math.max(worst, Math.abs(left[i] - right[i])); // Math.max keeps a NaN
    }
    return worst;
  }
}
