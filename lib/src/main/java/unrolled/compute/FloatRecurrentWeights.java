package unrolled.compute;

import java.util.Arrays;

/**
 * The weights of one direction of one recurrent layer, packed for products in both directions. Made
 * once a chunk, since an optimiser may have changed the weights between two chunks.
 *
 * <p>Row n of W [G width, D] and U [G width, H] belongs to unit {@code n % width} of block {@code n
 * / width}; rows of padded units are zero.
 */
public final class FloatRecurrentWeights {
  private final float[] inputPacked;
  private final float[] inputTransposedPacked;
  private final float[] recurrentPacked;
  private final float[] recurrentTransposedPacked;
  private final float[] rows;
  private final float[] bias;
  private final float[] candidateBias;
  private final float[] candidatePacked;

  /**
   * @param w input weights [units, D]
   * @param u recurrent weights [units, H]
   * @param bias [units]
   * @param candidateBias the bias inside a GRU's candidate [width], or null
   * @param oneHot whether the input is one-hot: then rows of W are gathered and no product is made
   */
  public FloatRecurrentWeights(
      float[] w,
      float[] u,
      float[] bias,
      float[] candidateBias,
      int units,
      int inputs,
      int hidden,
      boolean oneHot) {
    FloatProduct product = new FloatProduct(FloatKernels.best());
    this.bias = bias;
    this.candidateBias = candidateBias;
    this.recurrentPacked = new float[product.packedLength(hidden, units)];
    product.packTransposed(u, hidden, 0, hidden, units, recurrentPacked);
    this.candidatePacked =
        candidateBias == null
            ? null
            : Arrays.copyOfRange(recurrentPacked, units / 3 * 2 * hidden, units * hidden);
    this.recurrentTransposedPacked = new float[product.packedLength(units, hidden)];
    product.pack(u, hidden, units, 0, hidden, recurrentTransposedPacked);
    if (oneHot) {
      this.rows = rowsOf(w, bias, units, inputs);
      this.inputPacked = null;
      this.inputTransposedPacked = null;
    } else {
      this.rows = null;
      this.inputPacked = new float[product.packedLength(inputs, units)];
      product.packTransposed(w, inputs, 0, inputs, units, inputPacked);
      this.inputTransposedPacked = new float[product.packedLength(units, inputs)];
      product.pack(w, inputs, units, 0, inputs, inputTransposedPacked);
    }
  }

  private static float[] rowsOf(float[] w, float[] bias, int units, int inputs) {
    float[] rows = new float[inputs * units];
    for (int d = 0; d < inputs; d++) {
      for (int n = 0; n < units; n++) {
        rows[d * units + n] = w[n * inputs + d] + bias[n];
      }
    }
    return rows;
  }

  float[] inputPacked() {
    return inputPacked;
  }

  float[] inputTransposedPacked() {
    return inputTransposedPacked;
  }

  float[] recurrentPacked() {
    return recurrentPacked;
  }

  float[] recurrentTransposedPacked() {
    return recurrentTransposedPacked;
  }

  /** For one-hot input: row d is the bias plus column d of W. */
  float[] rows() {
    return rows;
  }

  float[] bias() {
    return bias;
  }

  /** The bias inside a GRU's candidate; null for other cells. */
  float[] candidateBias() {
    return candidateBias;
  }

  /** The candidate's block of the packed recurrent weights; null for other cells. */
  float[] candidatePacked() {
    return candidatePacked;
  }
}
