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
  /** Cell states, the initial one first: [T + 1, B, width]; one that is overwritten if not kept. */
  private final float[] c;

  /** The squashed new cell states, [T, B, width]; one step if not kept. */
  private final float[] tanhC;

  /** Gradient of the cell state that the walk back has reached, [B, width]. */
  private final float[] dc;

  public FloatLstm(ChunkShape shape, Team team) {
    super(shape, 4, team);
    this.c = new float[kept(steps + 1) * batch * width];
    this.tanhC = new float[kept(steps) * batch * width];
    this.dc = shape.kept() ? new float[batch * width] : null;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public void start(float[][] initial) {
    super.start(initial);
    widen(initial[1], c);
  }

  @Override
  public void backward(float[] dSequence, float[][] dLast) {
    widen(dLast[1], dc);
    super.backward(dSequence, dLast);
  }

  @Override
  void step(int t, int from, int to) {
    int h0 = at(t, from, width);
    int z0 = activation(t, from, units);
    float[] u = weights.recurrent();
    product.multiply(h, h0, width, u, hidden, z, z0, units, to - from, units, false);
    float[] x = addends();
    for (int b = from; b < to; b++) {
      int last = activation(t, b, width);
      int next = activation(t + 1, b, width);
      kernels.lstmForward(
          z,
          activation(t, b, units),
          x,
          addend(t, b),
          c,
          last,
          next,
          tanhC,
          last,
          h,
          at(t + 1, b, width),
          width);
    }
  }

  @Override
  void stepBack(int t, int from, int to) {
    for (int b = from; b < to; b++) {
      int last = at(t, b, width);
      int zb = at(t, b, units);
      int d = gradient(t + 1, b);
      kernels.lstmBackward(z, zb, c, last, tanhC, last, dh, d, dc, b * width, width);
    }
    float[] u = weights.recurrentBack();
    int z0 = at(t, from, units);
    int d0 = gradient(t, from);
    product.multiply(z, z0, units, u, units, dh, d0, width, to - from, width, false);
  }

  @Override
  public void lastState(int which, float[] into) {
    if (which == 0) {
      super.lastState(which, into);
    } else {
      narrow(c, activation(steps, 0, width), into, 0, batch);
    }
  }

  @Override
  public void initialStateGradient(int which, float[] into) {
    if (which == 0) {
      super.initialStateGradient(which, into);
    } else {
      narrow(dc, 0, into, 0, batch);
    }
  }

  @Override
  void recurrentWeightGradient(int from, int to, float[] into) {
    overAllSteps(h, from, to, into);
  }
}
