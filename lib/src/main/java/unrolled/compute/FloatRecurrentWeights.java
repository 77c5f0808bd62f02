package unrolled.compute;

/**
 * The weights of one direction of one recurrent layer, packed for products in both directions.
 * Packed anew for each chunk, since an optimiser may have changed them between two chunks.
 *
 * <p>Row n of W [G width, D] and U [G width, H] belongs to unit {@code n % width} of block {@code n
 * / width}; rows of padded units stay zero. A gate's numbers are read where they lie: {@code from}
 * is row-major, row u of it belongs to unit u.
 */
public final class FloatRecurrentWeights {
  private final FloatKernels kernels;
  private final FloatProduct product;
  private final int inputs;
  private final int hidden;
  private final int width;
  private final int units;

  /** U: transposed for the way forward [H, units], as it is for the way back [units, H]. */
  private final float[] recurrent;

  private final float[] recurrentBack;

  /** W for dense input: [D, units] and [units, D]; null where the input is one-hot. */
  private final float[] input;

  private final float[] inputBack;

  /** For one-hot input: row d is the bias plus column d of W, [D, units]; else null. */
  private final float[] rows;

  private final float[] bias;
  private final float[] candidateBias;

  /** A gate's recurrent weights without those that are dropped, [H, H]; made when first needed. */
  private float[] thinned;

  FloatRecurrentWeights(FloatKernels kernels, FloatProduct product, ChunkShape shape, int blocks) {
    this.kernels = kernels;
    this.product = product;
    this.inputs = shape.inputs();
    this.hidden = shape.hidden();
    this.width = kernels.padded(hidden);
    this.units = blocks * width;
    this.recurrent = new float[hidden * units];
    this.recurrentBack = shape.kept() ? new float[product.packedLength(units, hidden)] : null;
    boolean dense = !shape.oneHot();
    this.input = dense ? new float[inputs * units] : null;
    this.inputBack = dense && shape.kept() ? new float[product.packedLength(units, inputs)] : null;
    this.rows = dense ? null : new float[inputs * units];
    this.bias = new float[units];
    this.candidateBias = new float[width];
  }

  /**
   * A gate's recurrent weights: columns [column, column + H) of {@code from}.
   *
   * @param dropped what is dropped of U seen as [G H, H], or null
   */
  public void recurrent(int block, float[] from, int stride, int column, DropoutMask dropped) {
    if (dropped == null) {
      pack(block, from, stride, column);
      return;
    }
    thinned = thinned == null ? new float[hidden * hidden] : thinned;
    for (int u = 0; u < hidden; u++) {
      dropped.apply(block * hidden + u, from, u * stride + column, thinned, u * hidden, hidden);
    }
    pack(block, thinned, hidden, 0);
  }

  private void pack(int block, float[] from, int stride, int column) {
    int first = block * width;
    product.packTransposed(from, stride, column, hidden, hidden, recurrent, first * hidden);
    if (recurrentBack != null) {
      product.packRows(from, stride, hidden, column, hidden, recurrentBack, units, first);
    }
  }

  /** A gate's input weights: columns [column, column + D) of {@code from}. */
  public void input(int block, float[] from, int stride, int column) {
    int first = block * width;
    if (rows != null) {
      for (int u = 0; u < hidden; u++) {
        int at = u * stride + column;
        for (int d = 0; d < inputs; d++) {
          rows[d * units + first + u] = from[at + d];
        }
      }
      return;
    }
    product.packTransposed(from, stride, column, inputs, hidden, input, first * inputs);
    if (inputBack != null) {
      product.packRows(from, stride, hidden, column, inputs, inputBack, units, first);
    }
  }

  /** A gate's bias [H]. */
  public void bias(int block, float[] from) {
    System.arraycopy(from, 0, bias, block * width, hidden);
  }

  /** The bias inside a GRU's candidate [H]. */
  public void candidateBias(float[] from) {
    System.arraycopy(from, 0, candidateBias, 0, hidden);
  }

  /** To be called when all gates are in. */
  public void complete() {
    if (rows != null) {
      for (int d = 0; d < inputs; d++) {
        kernels.add(bias, 0, rows, d * units, units);
      }
    }
  }

  float[] recurrent() {
    return recurrent;
  }

  float[] recurrentBack() {
    return recurrentBack;
  }

  float[] input() {
    return input;
  }

  float[] inputBack() {
    return inputBack;
  }

  float[] rows() {
    return rows;
  }

  float[] bias() {
    return bias;
  }

  float[] candidateBias() {
    return candidateBias;
  }
}
