package unrolled.compute;

/**
 * The innermost loops of the fast layers. Every row length {@code n} given to them is a multiple of
 * {@link #lanes()}; every offset is trusted, since callers check bounds once, before the loops.
 */
public interface FloatKernels {
  /** How many numbers one vector holds. */
  int lanes();

  /** A name for people: which instruction width is in use. */
  String description();

  /** How many columns of a product are computed side by side: two vectors. */
  default int panel() {
    return 2 * lanes();
  }

  /** The number {@code n} rounded up to whole panels. */
  default int padded(int n) {
    int panel = panel();
    return (n + panel - 1) / panel * panel;
  }

  /**
   * Eight rows of a product: {@code c[r][0..panel) (+)= sum_k a[r][k] * panel[k][0..panel)}.
   *
   * @param a0 where row 0 of the left matrix starts; its element (r, k) lies at {@code a0 + r *
   *     rowStride + k * depthStride}
   * @param p0 where the packed panel starts; row k of it lies at {@code p0 + k * panel()}
   * @param add whether the product is added to {@code c} or replaces it
   */
  void product8(
      float[] a,
      int a0,
      int rowStride,
      int depthStride,
      float[] panel,
      int p0,
      int depth,
      float[] c,
      int c0,
      int cStride,
      boolean add);

  /** One row of a product; the arguments are those of {@link #product8}. */
  void product1(
      float[] a,
      int a0,
      int depthStride,
      float[] panel,
      int p0,
      int depth,
      float[] c,
      int c0,
      boolean add);

  /** The logistic function, in place. */
  void sigmoid(float[] a, int a0, int n);

  /** The hyperbolic tangent, in place. */
  void tanh(float[] a, int a0, int n);

  /** {@code a[j] = exp(a[j] - shift)}, in place. */
  void exp(float[] a, int a0, int n, float shift);

  /**
   * One LSTM step for one row of the batch.
   *
   * @param z four blocks of {@code n} pre-activations f, i, g, o at {@code z0}; left as activations
   * @param c cell states: the last one at {@code cLast}, the new one is written to {@code cNext}
   * @param tanhC where {@code tanh(c)} is kept for the way back
   * @param h where the new hidden state goes
   */
  void lstmForward(
      float[] z,
      int z0,
      float[] c,
      int cLast,
      int cNext,
      float[] tanhC,
      int t0,
      float[] h,
      int h0,
      int n);

  /**
   * One LSTM step backward for one row of the batch.
   *
   * @param z the activations f, i, g, o; left as gradients of the pre-activations
   * @param dh gradient of the hidden state
   * @param dc gradient of the cell state: of the new one on entry, of the last one on return
   */
  void lstmBackward(
      float[] z,
      int z0,
      float[] c,
      int cLast,
      float[] tanhC,
      int t0,
      float[] dh,
      int d0,
      float[] dc,
      int dc0,
      int n);

  /** The fastest kernels that this virtual machine can run, chosen once. */
  static FloatKernels best() {
    return FloatKernelsChoice.BEST;
  }
}
