package unrolled.nn;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.autograd.Workspace;
import unrolled.compute.DropoutMask;

/**
 * Dropout (Srivastava et al. 2014), inverted: what stays is scaled up, so nothing changes later.
 */
public final class Dropout {
  private Dropout() {}

  /**
   * Drops each number with the given probability, rounded to a multiple of 2⁻¹⁶, and divides the
   * others by what is left of 1.
   *
   * @param probability in [0, 1)
   * @param random asked for one number, which decides what is dropped
   */
  public static Tensor apply(Tensor x, double probability, RandomGenerator random) {
    DropoutMask mask = DropoutMask.of(probability, random.nextLong());
    return Tensor.node(
            "dropout",
            List.of(x),
            List.of(masked(x, mask)),
            gradients -> x.accumulateGradient(masked(gradients.get(0), mask)))
        .get(0);
  }

  private static Tensor masked(Tensor x, DropoutMask mask) {
    long[] shape = x.shape();
    int columns = shape.length == 0 ? 1 : (int) shape[shape.length - 1];
    if (x.dataType() == DataType.FLOAT) {
      float[] from = x.floats();
      float[] to = Workspace.floats(from.length);
      for (int r = 0; r < from.length / columns; r++) {
        mask.apply(r, from, r * columns, to, r * columns, columns);
      }
      return Tensor.of(to, shape);
    }
    double[] from = x.doubles();
    double[] to = Workspace.doubles(from.length);
    for (int r = 0; r < from.length / columns; r++) {
      mask.apply(r, from, r * columns, to, r * columns, columns);
    }
    return Tensor.of(to, shape);
  }
}
