package unrolled.compute;

/**
 * The innermost loops of the fast layers. Every row length {@code n} given to them is a multiple of
 * {@link #panel()}; every offset is trusted, since callers check bounds once, before the loops.
 */
public interface FloatKernels {
  /** How many rows of a product are computed side by side. */
  int GROUP = 8;

  /** How many numbers one vector holds. */
  int lanes();

  /** A name for people: which instruction width is in use. */
  String description();

  /** How many columns of a product are computed side by side: two vectors. */
  default int panel() {
    return 2 * lanes();
  }

  /** The number {@code n} rounded up to whole panels and whole groups of rows. */
  default int padded(int n) {
    int whole = Math.max(panel(), GROUP);
    return (n + whole - 1) / whole * whole;
  }

  /**
   * Eight rows of a product: {@code c[r][0..panel) (+)= sum_k left[k][r] * panel[k][0..panel)}.
   *
   * @param left eight rows side by side: element (r, k) lies at {@code l0 + 8 k + r}
   * @param panel row k of it lies at {@code p0 + k * panel()}
   * @param c row r of it lies at {@code c0 + r * cStride}
   * @param add whether the product is added to {@code c} or replaces it
   */
  void product8(
      float[] left,
      int l0,
      float[] panel,
      int p0,
      int depth,
      float[] c,
      int c0,
      int cStride,
      boolean add);

  /**
   * One row of a product, over several panels.
   *
   * @param a the row, side by side from {@code a0}
   * @param panelStride how far the next panel is from the last
   * @param panels how many
   */
  void product1(
      float[] a,
      int a0,
      float[] packed,
      int p0,
      int panelStride,
      int depth,
      float[] c,
      int c0,
      int panels,
      boolean add);

  /** The logistic function, in place. */
  void sigmoid(float[] a, int a0, int n);

  /** The hyperbolic tangent, in place. */
  void tanh(float[] a, int a0, int n);

  /** {@code a[j] = exp(a[j] - shift)}, in place. */
  void exp(float[] a, int a0, int n, float shift);

  /** {@code to[j] += from[j]}. */
  void add(float[] from, int f0, float[] to, int t0, int n);

  /** One RNN step for one row: {@code z = z + x}, {@code h = tanh(z)}. */
  void rnnForward(float[] z, int z0, float[] x, int x0, float[] h, int h0, int n);

  /** One RNN step backward for one row: {@code z = dh (1 - h²)}. */
  void rnnBackward(float[] z, int z0, float[] h, int h0, float[] dh, int d0, int n);

  /**
   * One LSTM step for one row of the batch.
   *
   * @param z four blocks of {@code n} products f, i, g, o of the last hidden state; left as
   *     activations
   * @param x what the input adds to the four, biases included
   * @param c cell states: the last one at {@code cLast}, the new one is written to {@code cNext}
   * @param tanhC where {@code tanh(c)} is kept for the way back
   * @param h where the new hidden state goes
   */
  void lstmForward(
      float[] z,
      int z0,
      float[] x,
      int x0,
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

  /**
   * The gates of one GRU step for one row, where the reset gate acts on h: {@code z = sigmoid(z +
   * x)}, {@code r = sigmoid(r + x)}, {@code inner = r h}. Blocks z, r, g as everywhere.
   */
  void gruGates(
      float[] z, int z0, float[] x, int x0, float[] h, int hLast, float[] inner, int i0, int n);

  /** The rest of that step: {@code g = tanh(g + x + bias)}, {@code h' = h + z (g - h)}. */
  void gruCandidate(
      float[] z, int z0, float[] x, int x0, float[] bias, float[] h, int hLast, int hNext, int n);

  /**
   * One GRU step for one row, where the reset gate acts on the product: with {@code inner} the
   * product of the last hidden state, {@code inner += bias}, {@code g = tanh(x + r inner)}.
   */
  void gruForward(
      float[] z,
      int z0,
      float[] x,
      int x0,
      float[] bias,
      float[] inner,
      int i0,
      float[] h,
      int hLast,
      int hNext,
      int n);

  /**
   * One GRU step backward for one row, up to the reset gate: gradients of the pre-activations of z
   * and g, and what reaches the last hidden state directly; the block of r is left alone.
   */
  void gruBackward(
      float[] z, int z0, float[] h, int hLast, float[] dh, int dLast, int dNext, int n);

  /**
   * The reset gate backward where it acts on h: from the gradient of {@code r h} to the gradient of
   * r's pre-activation, adding to the gradient of h.
   */
  void gruResetBefore(
      float[] z,
      int z0,
      float[] dInner,
      int i0,
      float[] h,
      int hLast,
      float[] dh,
      int dLast,
      int n);

  /**
   * The reset gate backward where it acts on the product {@code inner}, which is left as its
   * gradient.
   */
  void gruResetAfter(float[] z, int z0, float[] inner, int i0, int n);

  /** The fastest kernels that this virtual machine can run, chosen once. */
  static FloatKernels best() {
    return FloatKernelsChoice.BEST;
  }
}
