package unrolled.compute;

import java.util.Arrays;

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

  /** Before the product: r h. After it: Ug h + c. [T, B, width]. */
  private final float[] inner;

  /** What h is multiplied with: pre-activations from h alone, [B, 3 width]. */
  private final float[] fromHidden;

  /** Gradients of {@link #fromHidden} for all steps, where they differ from z: [T, B, 3 width]. */
  private float[] dFromHidden;

  private final float[] dInner;

  public FloatGru(
      int steps, int batch, int inputs, int hidden, boolean resetAfterProduct, Team team) {
    super(steps, batch, inputs, hidden, 3, team);
    this.resetAfterProduct = resetAfterProduct;
    this.inner = new float[steps * batch * width];
    this.fromHidden = new float[batch * 3 * width];
    this.dInner = new float[batch * width];
  }

  @Override
  public void backward(float[] dSequence, float[][] dLast) {
    if (dFromHidden == null) {
      dFromHidden = new float[z.length];
    }
    super.backward(dSequence, dLast);
  }

  @Override
  void step(int t, int from, int to) {
    int row = 3 * width;
    int rows = to - from;
    int h0 = at(t, from, width);
    float[] packed = weights().recurrentPacked();
    int columns = resetAfterProduct ? row : 2 * width;
    product.multiply(
        h, h0, width, packed, hidden, fromHidden, from * row, row, rows, columns, false);
    for (int b = from; b < to; b++) {
      gates(at(t, b, row), b * row);
      int start = at(t, b, width);
      for (int u = 0; u < width; u++) {
        inner[start + u] =
            resetAfterProduct
                ? fromHidden[b * row + 2 * width + u] + weights().candidateBias()[u]
                : z[at(t, b, row) + width + u] * h[start + u];
      }
    }
    if (!resetAfterProduct) {
      candidateProduct(h0, from, to);
    }
    for (int b = from; b < to; b++) {
      candidate(t, b, at(t, b, row));
    }
  }

  private void gates(int z0, int from) {
    for (int j = 0; j < 2 * width; j++) {
      z[z0 + j] += fromHidden[from + j];
    }
    kernels.sigmoid(z, z0, 2 * width);
  }

  /** s = Ug (r h), into the third block of {@link #fromHidden}. */
  private void candidateProduct(int inner0, int from, int to) {
    int row = 3 * width;
    product.multiply(
        inner,
        inner0,
        width,
        weights().candidatePacked(),
        hidden,
        fromHidden,
        from * row + 2 * width,
        row,
        to - from,
        width,
        false);
  }

  private void candidate(int t, int b, int z0) {
    int last = at(t, b, width);
    int next = at(t + 1, b, width);
    int g0 = z0 + 2 * width;
    for (int u = 0; u < width; u++) {
      z[g0 + u] +=
          resetAfterProduct
              ? z[z0 + width + u] * inner[last + u]
              : fromHidden[b * 3 * width + 2 * width + u] + weights().candidateBias()[u];
    }
    kernels.tanh(z, g0, width);
    for (int u = 0; u < width; u++) {
      float update = z[z0 + u];
      h[next + u] = (1 - update) * h[last + u] + update * z[g0 + u];
    }
  }

  @Override
  void stepBack(int t, int from, int to) {
    int row = 3 * width;
    float[] dh = hiddenGradient();
    for (int b = from; b < to; b++) {
      int z0 = at(t, b, row);
      int last = at(t, b, width);
      int next = at(t + 1, b, width);
      for (int u = 0; u < width; u++) {
        float update = z[z0 + u];
        float g = z[z0 + 2 * width + u];
        float dNext = dh[next + u];
        z[z0 + u] = dNext * (g - h[last + u]) * update * (1 - update);
        z[z0 + 2 * width + u] = dNext * update * (1 - g * g);
        dh[last + u] += dNext * (1 - update);
      }
    }
    if (!resetAfterProduct) {
      innerGradient(t, from, to);
    }
    for (int b = from; b < to; b++) {
      resetBack(t, b, dh);
    }
    float[] packed = weights().recurrentTransposedPacked();
    int d0 = at(t, from, width);
    product.multiply(
        dFromHidden, at(t, from, row), row, packed, row, dh, d0, width, to - from, hidden, true);
  }

  /** The gradient of r h: Ug transposed times the candidate's gradient. */
  private void innerGradient(int t, int from, int to) {
    int row = 3 * width;
    for (int b = from; b < to; b++) {
      int d = at(t, b, row);
      Arrays.fill(dFromHidden, d, d + 2 * width, 0);
      System.arraycopy(z, d + 2 * width, dFromHidden, d + 2 * width, width);
    }
    float[] packed = weights().recurrentTransposedPacked();
    product.multiply(
        dFromHidden,
        at(t, from, row),
        row,
        packed,
        row,
        dInner,
        from * width,
        width,
        to - from,
        hidden,
        false);
  }

  private void resetBack(int t, int b, float[] dh) {
    int row = 3 * width;
    int z0 = at(t, b, row);
    int last = at(t, b, width);
    for (int u = 0; u < width; u++) {
      float reset = z[z0 + width + u];
      float dCandidate = z[z0 + 2 * width + u];
      float dReset;
      if (resetAfterProduct) {
        dReset = dCandidate * inner[last + u];
        dFromHidden[z0 + 2 * width + u] = dCandidate * reset;
      } else {
        dReset = dInner[b * width + u] * h[last + u];
        dh[last + u] += dInner[b * width + u] * reset;
        dFromHidden[z0 + 2 * width + u] = 0;
      }
      z[z0 + width + u] = dReset * reset * (1 - reset);
      dFromHidden[z0 + u] = z[z0 + u];
      dFromHidden[z0 + width + u] = z[z0 + width + u];
    }
  }

  @Override
  public void recurrentWeightGradient(float[] into) {
    if (resetAfterProduct) {
      recurrentProduct(dFromHidden, 3, 0, 3, h, into);
    } else {
      recurrentProduct(z, 3, 0, 2, h, into);
      recurrentProduct(z, 3, 2, 3, inner, into);
    }
  }

  @Override
  public void candidateBiasGradient(float[] into) {
    float[] sums = new float[3 * width];
    columnSums(resetAfterProduct ? dFromHidden : z, 3 * width, sums);
    System.arraycopy(sums, 2 * width, into, 0, width);
  }
}
