package unrolled.compute;

/** The plain RNN along a chunk: {@code h' = tanh(W x + U h + b)}; one block. */
public final class FloatRnn extends FloatRecurrence {
  public FloatRnn(int steps, int batch, int inputs, int hidden, Team team) {
    super(steps, batch, inputs, hidden, 1, team);
  }

  @Override
  void step(int t, int from, int to) {
    int z0 = at(t, from, width);
    int length = (to - from) * width;
    float[] packed = weights().recurrentPacked();
    product.multiply(h, z0, width, packed, hidden, z, z0, width, to - from, width, true);
    kernels.tanh(z, z0, length);
    System.arraycopy(z, z0, h, at(t + 1, from, width), length);
  }

  @Override
  void stepBack(int t, int from, int to) {
    float[] dh = hiddenGradient();
    int z0 = at(t, from, width);
    int next = at(t + 1, from, width);
    for (int j = 0; j < (to - from) * width; j++) {
      float a = z[z0 + j];
      z[z0 + j] = dh[next + j] * (1 - a * a);
    }
    float[] packed = weights().recurrentTransposedPacked();
    product.multiply(z, z0, width, packed, width, dh, z0, width, to - from, hidden, true);
  }

  @Override
  public void recurrentWeightGradient(float[] into) {
    recurrentProduct(z, 1, 0, 1, h, into);
  }
}
