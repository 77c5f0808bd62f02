package unrolled.nn;

import java.util.random.RandomGenerator;
import unrolled.autograd.Tensor;

/**
 * Dropout (Srivastava et al. 2014), inverted: what stays is scaled up, so nothing changes later.
 */
public final class Dropout {
  private Dropout() {}

  /**
   * Drops each number with the given probability and divides the others by one minus it.
   *
   * @param probability in [0, 1)
   */
  public static Tensor apply(Tensor x, double probability, RandomGenerator random) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "probability: expected a number in [0, 1), got " + probability);
    }
    int length = 1;
    for (long size : x.shape()) {
      length = Math.multiplyExact(length, (int) size);
    }
    float[] mask = new float[length];
    float kept = (float) (1 / (1 - probability));
    for (int j = 0; j < length; j++) {
      mask[j] = random.nextFloat() < probability ? 0 : kept;
    }
    return x.mul(Tensor.of(mask, x.shape()).to(x.dataType()));
  }
}
