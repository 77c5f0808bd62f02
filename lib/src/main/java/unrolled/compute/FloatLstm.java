package unrolled.compute;

/**
 * The LSTM along a chunk; blocks f, i, g, o (forget gate, input gate, candidate, output gate).
 *
 * <pre>
 *   f = sigmoid(zf)  i = sigmoid(zi)  g = tanh(zg)  o = sigmoid(zo)      z = W x + U h + b
 *   c' = f c + i g      h' = o tanh(c')
 * </pre>
 */
public final class FloatLstm extends FloatRecurrence {
  /** Cell states, the initial one first: [T + 1, B, width]. */
  private final float[] c;

  /** The squashed new cell states, [T, B, width]. */
  private final float[] tanhC;

  /** Gradient of the cell state that the walk back has reached, [B, width]. */
  private final float[] dc;

  public FloatLstm(int steps, int batch, int inputs, int hidden, Team team) {
    super(steps, batch, inputs, hidden, 4, team);
    this.c = new float[(steps + 1) * batch * width];
    this.tanhC = new float[steps * batch * width];
    this.dc = new float[batch * width];
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public void forward(FloatRecurrentWeights weights, float[] x, int[] ids, float[][] initial) {
    widen(initial[1], c);
    super.forward(weights, x, ids, initial);
  }

  @Override
  public void backward(float[] dSequence, float[][] dLast) {
    widen(dLast[1], dc);
    super.backward(dSequence, dLast);
  }

  @Override
  void step(int t, int from, int to) {
    int row = 4 * width;
    float[] packed = weights().recurrentPacked();
    int h0 = at(t, from, width);
    product.multiply(h, h0, width, packed, hidden, z, at(t, from, row), row, to - from, row, true);
    for (int b = from; b < to; b++) {
      int last = at(t, b, width);
      int next = at(t + 1, b, width);
      kernels.lstmForward(z, at(t, b, row), c, last, next, tanhC, last, h, next, width);
    }
  }

  @Override
  void stepBack(int t, int from, int to) {
    int row = 4 * width;
    float[] dh = hiddenGradient();
    for (int b = from; b < to; b++) {
      int last = at(t, b, width);
      int next = at(t + 1, b, width);
      kernels.lstmBackward(z, at(t, b, row), c, last, tanhC, last, dh, next, dc, b * width, width);
    }
    float[] packed = weights().recurrentTransposedPacked();
    int d0 = at(t, from, width);
    product.multiply(z, at(t, from, row), row, packed, row, dh, d0, width, to - from, hidden, true);
  }

  @Override
  public void lastState(int which, float[] into) {
    narrow(which == 0 ? h : c, steps * batch * width, into, batch);
  }

  @Override
  public void initialStateGradient(int which, float[] into) {
    if (which == 0) {
      super.initialStateGradient(which, into);
    } else {
      narrow(dc, 0, into, batch);
    }
  }

  @Override
  public void recurrentWeightGradient(float[] into) {
    recurrentProduct(z, 4, 0, 4, h, into);
  }
}
