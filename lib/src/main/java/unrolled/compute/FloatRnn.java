package unrolled.compute;

/** The plain RNN along a chunk: {@code h' = tanh(W x + U h + b)}; one block. */
public final class FloatRnn extends FloatRecurrence {
  public FloatRnn(ChunkShape shape, Team team) {
    super(shape, 1, team);
  }

  @Override
  void step(int t, int from, int to) {
    int z0 = activation(t, from, width);
    int h0 = at(t, from, width);
    float[] u = weights.recurrent();
    product.multiply(h, h0, width, u, hidden, z, z0, width, to - from, width, false);
    for (int b = from; b < to; b++) {
      int zb = activation(t, b, width);
      kernels.rnnForward(z, zb, addends(), addend(t, b), h, at(t + 1, b, width), width);
    }
  }

  @Override
  void stepBack(int t, int from, int to) {
    int z0 = at(t, from, width);
    int length = (to - from) * width;
    kernels.rnnBackward(z, z0, h, at(t + 1, from, width), dh, gradient(t + 1, from), length);
    float[] u = weights.recurrentBack();
    int d0 = gradient(t, from);
    product.multiply(z, z0, width, u, width, dh, d0, width, to - from, width, false);
  }

  @Override
  void recurrentWeightGradient(int from, int to, float[] into) {
    overAllSteps(h, from, to, into);
  }
}
