package unrolled.compute;

import java.util.Arrays;

/**
 * What a language model ends in, over N rows at once: dropout, a linear map to V logits, softmax,
 * and the mean cross-entropy against N targets.
 *
 * <pre>
 *   y = dropout(x)     z = y Wᵀ + b     p = softmax(z)     L = mean of -log p[target]
 *   dz = (p - onehot(target)) / N     dW = dzᵀ y     db = sum of dz     dx = dropout(dz W)
 * </pre>
 *
 * <p>Rows are walked in tiles that stay in cache: logits become their gradient where they lie. Each
 * row is computed alone and the losses are summed in order, so the result does not depend on the
 * team. Shapes: x [N, H], W [V, H], b [V].
 */
@SuppressWarnings("cast") // needed in single, redundant in double precision
public final class FloatReadout {
  private static final int TILE = 8;
  private static final float NEVER = -1e30f;

  private final FloatKernels kernels = FloatKernels.best();
  private final FloatProduct product = new FloatProduct(kernels);
  private final int rows;
  private final int hidden;
  private final int symbols;
  private final int width;
  private final int classes;
  private final Team team;

  /** What the linear map reads, [N, width]: kept for the gradient of W. */
  private final float[] y;

  /** Logits, then their gradients, [N, classes]; columns beyond V are never probable. */
  private final float[] z;

  private final double[] losses;
  private final float[] weightPacked;
  private final float[] weightTransposedPacked;
  private final float[] bias;
  private DropoutMask mask;

  /** For N rows of H numbers and V symbols. */
  public FloatReadout(int rows, int hidden, int symbols, Team team) {
    this.rows = rows;
    this.hidden = hidden;
    this.symbols = symbols;
    this.width = kernels.padded(hidden);
    this.classes = kernels.padded(symbols);
    this.team = team;
    this.y = new float[rows * width];
    this.z = new float[rows * classes];
    this.losses = new double[rows];
    this.weightPacked = new float[product.packedLength(hidden, symbols)];
    this.weightTransposedPacked = new float[product.packedLength(symbols, hidden)];
    this.bias = new float[classes];
  }

  /** Whether it was made for as many rows and this team. */
  public boolean fits(int rows, Team team) {
    return this.rows == rows && this.team == team;
  }

  /**
   * The mean loss.
   *
   * @param dropout what is dropped of x, or null
   * @param differentiate whether {@link #backward} will follow
   */
  public double forward(
      float[] x,
      float[] weight,
      float[] bias,
      int[] targets,
      DropoutMask dropout,
      boolean differentiate) {
    mask = dropout;
    product.packTransposed(weight, hidden, 0, hidden, symbols, weightPacked);
    if (differentiate) {
      product.pack(weight, hidden, symbols, 0, hidden, weightTransposedPacked);
    }
    Arrays.fill(this.bias, NEVER);
    System.arraycopy(bias, 0, this.bias, 0, symbols);
    team.split(
        rows,
        TILE,
        (from, to) -> {
          for (int r = from; r < to; r += TILE) {
            tile(r, Math.min(to, r + TILE), x, targets, differentiate);
          }
        });
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum / rows;
  }

  private void tile(int from, int to, float[] x, int[] targets, boolean differentiate) {
    for (int r = from; r < to; r++) {
      if (mask == null) {
        System.arraycopy(x, r * hidden, y, r * width, hidden);
      } else {
        mask.apply(r, x, r * hidden, y, r * width, hidden);
      }
      System.arraycopy(bias, 0, z, r * classes, classes);
    }
    int z0 = from * classes;
    product.multiply(
        y, from * width, width, weightPacked, hidden, z, z0, classes, to - from, symbols, true);
    for (int r = from; r < to; r++) {
      losses[r] = loss(r * classes, targets[r], differentiate);
    }
  }

  /** -log softmax(z)[target]; leaves dL/dz in place. */
  private double loss(int z0, int target, boolean differentiate) {
    float max = z[z0];
    for (int v = 1; v < symbols; v++) {
      max = Math.max(max, z[z0 + v]);
    }
    float logit = z[z0 + target] - max;
    kernels.exp(z, z0, classes, max);
    double sum = 0;
    for (int v = 0; v < symbols; v++) {
      sum += z[z0 + v];
    }
    if (differentiate) {
      float scale = (float) (1 / (sum * rows));
      for (int v = 0; v < classes; v++) {
        z[z0 + v] *= scale;
      }
      z[z0 + target] -= 1 / (float) rows;
    }
    return Math.log(sum) - logit;
  }

  /**
   * Adds to the gradients, after {@link #forward} with differentiate; each may be null.
   *
   * @param factor dL of what the mean loss was used for
   */
  public void backward(float factor, float[] dx, float[] dWeight, float[] dBias) {
    if (dx != null) {
      team.split(rows, TILE, (from, to) -> inputGradient(factor, from, to, dx));
    }
    if (dWeight != null) {
      weightGradient(factor, dWeight);
    }
    if (dBias != null) {
      float[] sums = new float[symbols];
      for (int r = 0; r < rows; r++) {
        for (int v = 0; v < symbols; v++) {
          sums[v] += z[r * classes + v];
        }
      }
      for (int v = 0; v < symbols; v++) {
        dBias[v] += factor * sums[v];
      }
    }
  }

  private void inputGradient(float factor, int from, int to, float[] dx) {
    float[] dy = new float[TILE * width];
    for (int r = from; r < to; r += TILE) {
      int n = Math.min(TILE, to - r);
      product.multiply(
          z, r * classes, classes, weightTransposedPacked, symbols, dy, 0, width, n, hidden, false);
      for (int k = 0; k < n; k++) {
        if (mask != null) {
          mask.apply(r + k, dy, k * width, dy, k * width, hidden);
        }
        int at = (r + k) * hidden;
        for (int u = 0; u < hidden; u++) {
          dx[at + u] += factor * dy[k * width + u];
        }
      }
    }
  }

  private void weightGradient(float factor, float[] dWeight) {
    float[] sum = new float[symbols * width];
    team.split(
        symbols,
        8,
        (from, to) ->
            product.multiplyTransposed(
                z, 0, classes, y, 0, width, rows, sum, width, from, to, hidden));
    for (int v = 0; v < symbols; v++) {
      for (int u = 0; u < hidden; u++) {
        dWeight[v * hidden + u] += factor * sum[v * width + u];
      }
    }
  }
}
