package unrolled.compute;

/** The loops of the optimisers, one pass over a parameter's numbers each: w weights, g gradient. */
@SuppressWarnings("cast") // needed in single, redundant in double precision
public final class FloatUpdates {
  private FloatUpdates() {}

  /** The sum of g², in double. */
  public static double sumOfSquares(float[] g) {
    double sum = 0;
    for (float x : g) {
      sum += (double) x * x;
    }
    return sum;
  }

  /** Multiplies g by a factor. */
  public static void scale(float[] g, float factor) {
    for (int j = 0; j < g.length; j++) {
      g[j] *= factor;
    }
  }

  /** Cuts g to [-max, max]; NaN stays NaN. */
  public static void clamp(float[] g, float max) {
    for (int j = 0; j < g.length; j++) {
      g[j] = Math.max(-max, Math.min(max, g[j]));
    }
  }

  /** w = w - rate g. */
  public static void descend(float[] w, float[] g, float rate) {
    for (int j = 0; j < w.length; j++) {
      w[j] -= rate * g[j];
    }
  }

  /** v = momentum v + factor g, w = w - rate v. */
  public static void descendWithMomentum(
      float[] w, float[] g, float[] v, float factor, float rate, float momentum) {
    for (int j = 0; j < w.length; j++) {
      float speed = momentum * v[j] + factor * g[j];
      v[j] = speed;
      w[j] -= rate * speed;
    }
  }

  /** mean = mean + share (w - mean). */
  public static void approach(float[] mean, float[] w, float share) {
    for (int j = 0; j < mean.length; j++) {
      mean[j] += share * (w[j] - mean[j]);
    }
  }

  /**
   * One step of Adam: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g², w = shrink w - rate m /
   * (sqrt(v / correction) + epsilon).
   *
   * @param factor what g is multiplied with first
   * @param rate the learning rate divided by the first moment's correction, 1 - b1^t
   * @param correction the second moment's, 1 - b2^t
   * @param shrink what is left of w: 1 without weight decay
   */
  public static void adam(
      float[] w,
      float[] g,
      float[] m,
      float[] v,
      float factor,
      float rate,
      float correction,
      float b1,
      float b2,
      float epsilon,
      float shrink) {
    float scale = 1 / correction;
    for (int j = 0; j < w.length; j++) {
      float x = factor * g[j];
      float mean = b1 * m[j] + (1 - b1) * x;
      float square = b2 * v[j] + (1 - b2) * x * x;
      m[j] = mean;
      v[j] = square;
      w[j] = shrink * w[j] - rate * mean / ((float) Math.sqrt(square * scale) + epsilon);
    }
  }
}
