package unrolled.lesson;

import java.util.Arrays;
import unrolled.autograd.Tensor;

/**
 * Where a step stands, as a vector of sines and cosines of different wavelengths (Vaswani et al.
 * 2017): attention does not see an order, so it is told.
 */
final class Places {
  private static final double LONGEST = 10_000;

  private Places() {}

  /** The angle of a step for each number of a vector: waves of 2π to 2π times 10,000 steps. */
  static double[] angles(int size) {
    double[] angles = new double[size];
    Arrays.setAll(angles, d -> Math.pow(LONGEST, -(d / 2 * 2) / (double) size));
    return angles;
  }

  /** Number d of the vector of place t. */
  static double of(int t, int d, double... angles) {
    return d % 2 == 0 ? Math.sin(t * angles[d]) : Math.cos(t * angles[d]);
  }

  /** x [T, B, D] plus the vectors of the places from, from + 1, ... */
  static Tensor added(Tensor x, int from) {
    int steps = (int) x.size(0);
    int batch = (int) x.size(1);
    int size = (int) x.size(2);
    double[] angles = angles(size);
    double[] places = new double[steps * batch * size];
    for (int t = 0; t < steps; t++) {
      for (int d = 0; d < size; d++) {
        double place = of(from + t, d, angles);
        for (int b = 0; b < batch; b++) {
          places[(t * batch + b) * size + d] = place;
        }
      }
    }
    return x.add(Tensor.of(places, x.shape()).to(x.dataType()));
  }
}
