package unrolled.compute.vector;

import static unrolled.compute.vector.VectorFloatMath.LANES;
import static unrolled.compute.vector.VectorFloatMath.load;

/** The loops of the plain RNN: h' = tanh(z + x). */
final class VectorFloatRnn {
  private VectorFloatRnn() {}

  static void forward(float[] z, int z0, float[] x, int x0, float[] h, int h0, int n) {
    for (int u = 0; u < n; u += LANES) {
      VectorFloatMath.tanh(load(z, z0 + u).add(load(x, x0 + u))).intoArray(h, h0 + u);
    }
  }

  static void backward(float[] z, int z0, float[] h, int h0, float[] dh, int d0, int n) {
    for (int u = 0; u < n; u += LANES) {
      load(dh, d0 + u).mul(VectorFloatMath.tanhSlope(load(h, h0 + u))).intoArray(z, z0 + u);
    }
  }
}
