package unrolled.compute.vector;

import static unrolled.compute.vector.Activation.TANH;
import static unrolled.compute.vector.VectorFloatSpecies.LANES;
import static unrolled.compute.vector.VectorFloatSpecies.SPECIES;

import jdk.incubator.vector.FloatVector;

/** The loops of the plain RNN: h' = tanh(z + x), dz = dh' (1 - h'²). */
final class VectorFloatRnn {
  private VectorFloatRnn() {}

  static void forward(float[] z, int z0, float[] x, int x0, float[] h, int h0, int n) {
    VectorFloatKernels.sum(x, x0, z, z0, n);
    Activation.apply(TANH, z, z0, h, h0, n);
  }

  static void backward(float[] z, int z0, float[] h, int h0, float[] dh, int d0, int n) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int u = 0; u < n; u += LANES) {
      FloatVector y = FloatVector.fromArray(SPECIES, h, h0 + u);
      FloatVector d = FloatVector.fromArray(SPECIES, dh, d0 + u);
      d.mul(one.sub(y.mul(y))).intoArray(z, z0 + u);
    }
  }
}
