package unrolled.compute;

/**
 * The GRU along a chunk; blocks z, r, g (update gate, reset gate, candidate).
 *
 * <pre>
 *   z = sigmoid(Wz x + Uz h + bz)     r = sigmoid(Wr x + Ur h + br)
 *   g = tanh(Wg x + bg + s)           h' = (1 - z) h + z g
 *   s = Ug (r h) + c    (reset before the product)   or   s = r (Ug h + c)    (after it)
 * </pre>
 */
public final class FloatGru extends FloatRecurrence {
  private final boolean resetAfterProduct;

  /** Before the product: r h. After it: Ug h + c, then its gradient. [T, B, width]. */
  private final float[] inner;

  /** Before the product: the gradient of r h, [B, width]. */
  private final float[] dInner;

  /** Where the candidate's block starts among the packed weights of the way forward, and back. */
  private final int candidate;

  private final int candidateBack;

  public FloatGru(ChunkShape shape, boolean resetAfterProduct, Team team) {
    super(shape, 3, team);
    this.resetAfterProduct = resetAfterProduct;
    this.inner = new float[kept(steps) * batch * width];
    this.dInner = shape.kept() ? new float[batch * width] : null;
    this.candidate = 2 * width * hidden;
    this.candidateBack = 2 * width * kernels.panel();
  }

  @Override
  void step(int t, int from, int to) {
    int h0 = at(t, from, width);
    int z0 = activation(t, from, units);
    int rows = to - from;
    float[] u = weights.recurrent();
    product.multiply(h, h0, width, u, hidden, z, z0, units, rows, 2 * width, false);
    if (resetAfterProduct) {
      candidateProduct(h, h0, inner, activation(t, from, width), width, rows);
    } else {
      for (int b = from; b < to; b++) {
        int i = activation(t, b, width);
        int zb = activation(t, b, units);
        int last = at(t, b, width);
        kernels.gruGates(z, zb, addends(), addend(t, b), h, last, inner, i, width);
      }
      candidateProduct(inner, activation(t, from, width), z, z0 + 2 * width, units, rows);
    }
    for (int b = from; b < to; b++) {
      next(t, b);
    }
  }

  /** Multiplies rows of width numbers with Ug. */
  private void candidateProduct(float[] a, int a0, float[] to, int t0, int stride, int rows) {
    product.multiplyPart(
        a,
        a0,
        width,
        weights.recurrent(),
        candidate,
        hidden,
        hidden,
        to,
        t0,
        stride,
        rows,
        width,
        false);
  }

  private void next(int t, int b) {
    int zb = activation(t, b, units);
    int last = at(t, b, width);
    int next = at(t + 1, b, width);
    float[] x = addends();
    int x0 = addend(t, b);
    float[] bias = weights.candidateBias();
    if (resetAfterProduct) {
      int i = activation(t, b, width);
      kernels.gruForward(z, zb, x, x0, bias, inner, i, h, last, next, width);
    } else {
      kernels.gruCandidate(z, zb, x, x0, bias, h, last, next, width);
    }
  }

  @Override
  void stepBack(int t, int from, int to) {
    int z0 = at(t, from, units);
    int i0 = at(t, from, width);
    int d0 = gradient(t, from);
    int rows = to - from;
    for (int b = from; b < to; b++) {
      int last = at(t, b, width);
      int dLast = gradient(t, b);
      kernels.gruBackward(z, at(t, b, units), h, last, dh, dLast, gradient(t + 1, b), width);
    }
    if (!resetAfterProduct) {
      back(z, z0 + 2 * width, units, candidateBack, width, dInner, from * width, rows, false);
    }
    for (int b = from; b < to; b++) {
      int zb = at(t, b, units);
      int last = at(t, b, width);
      if (resetAfterProduct) {
        kernels.gruResetAfter(z, zb, inner, last, width);
      } else {
        kernels.gruResetBefore(z, zb, dInner, b * width, h, last, dh, gradient(t, b), width);
      }
    }
    back(z, z0, units, 0, 2 * width, dh, d0, rows, true);
    if (resetAfterProduct) {
      back(inner, i0, width, candidateBack, width, dh, d0, rows, true);
    }
  }

  /** Multiplies gradients of pre-activations with the rows of U that made them. */
  private void back(
      float[] dz,
      int dz0,
      int stride,
      int p0,
      int depth,
      float[] to,
      int t0,
      int rows,
      boolean add) {
    float[] u = weights.recurrentBack();
    product.multiplyPart(dz, dz0, stride, u, p0, units, depth, to, t0, width, rows, width, add);
  }

  @Override
  void recurrentWeightGradient(int from, int to, float[] into) {
    int gates = 2 * width;
    if (from < gates) {
      overAllSteps(h, from, Math.min(to, gates), into);
    }
    int first = Math.max(from, gates);
    if (first < to && resetAfterProduct) {
      product.multiplyTransposed(
          inner, -gates, width, h, 0, width, steps * batch, into, width, first, to, width);
    } else if (first < to) {
      overAllSteps(inner, first, to, into);
    }
  }

  @Override
  float[] candidateGradients() {
    return resetAfterProduct ? inner : z;
  }
}
