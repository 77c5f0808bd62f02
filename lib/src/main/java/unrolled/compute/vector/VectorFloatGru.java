package unrolled.compute.vector;

import static unrolled.compute.vector.Activation.SIGMOID;
import static unrolled.compute.vector.Activation.TANH;
import static unrolled.compute.vector.VectorFloatSpecies.LANES;
import static unrolled.compute.vector.VectorFloatSpecies.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The loops of the GRU; blocks z, r, g.
 *
 * <pre>
 *   h' = (1 - z) h + z g       dz = dh' (g - h) z (1 - z)    dg = dh' z (1 - g²)    dh = dh' (1 - z)
 *
 *   g = tanh(x + Ug (r h) + c)    dr = d(r h) h r (1 - r)    dh += d(r h) r        reset before
 *   g = tanh(x + r (Ug h + c))    dr = dg s r (1 - r)        ds = dg r             reset after, s = Ug h + c
 * </pre>
 */
final class VectorFloatGru {
  private VectorFloatGru() {}

  static void gates(
      float[] z, int z0, float[] x, int x0, float[] h, int hLast, float[] inner, int i0, int n) {
    VectorFloatKernels.sum(x, x0, z, z0, 2 * n);
    Activation.apply(SIGMOID, z, z0, z, z0, 2 * n);
    product(z, z0 + n, h, hLast, inner, i0, n);
  }

  private static void product(float[] a, int a0, float[] b, int b0, float[] to, int t0, int n) {
    for (int u = 0; u < n; u += LANES) {
      FloatVector left = FloatVector.fromArray(SPECIES, a, a0 + u);
      left.mul(FloatVector.fromArray(SPECIES, b, b0 + u)).intoArray(to, t0 + u);
    }
  }

  static void candidate(
      float[] z, int z0, float[] x, int x0, float[] bias, float[] h, int hLast, int hNext, int n) {
    int candidate = z0 + 2 * n;
    VectorFloatKernels.sum(x, x0 + 2 * n, z, candidate, n);
    VectorFloatKernels.sum(bias, 0, z, candidate, n);
    Activation.apply(TANH, z, candidate, z, candidate, n);
    hidden(z, z0, h, hLast, hNext, n);
  }

  static void forward(
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
      int n) {
    int candidate = z0 + 2 * n;
    VectorFloatKernels.sum(x, x0, z, z0, 2 * n);
    Activation.apply(SIGMOID, z, z0, z, z0, 2 * n);
    VectorFloatKernels.sum(bias, 0, inner, i0, n);
    product(z, z0 + n, inner, i0, z, candidate, n);
    VectorFloatKernels.sum(x, x0 + 2 * n, z, candidate, n);
    Activation.apply(TANH, z, candidate, z, candidate, n);
    hidden(z, z0, h, hLast, hNext, n);
  }

  private static void hidden(float[] z, int z0, float[] h, int hLast, int hNext, int n) {
    for (int u = 0; u < n; u += LANES) {
      FloatVector update = FloatVector.fromArray(SPECIES, z, z0 + u);
      FloatVector g = FloatVector.fromArray(SPECIES, z, z0 + 2 * n + u);
      FloatVector last = FloatVector.fromArray(SPECIES, h, hLast + u);
      update.fma(g.sub(last), last).intoArray(h, hNext + u);
    }
  }

  static void backward(
      float[] z, int z0, float[] h, int hLast, float[] dh, int dLast, int dNext, int n) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int u = 0; u < n; u += LANES) {
      FloatVector update = FloatVector.fromArray(SPECIES, z, z0 + u);
      FloatVector g = FloatVector.fromArray(SPECIES, z, z0 + 2 * n + u);
      FloatVector last = FloatVector.fromArray(SPECIES, h, hLast + u);
      FloatVector d = FloatVector.fromArray(SPECIES, dh, dNext + u);
      FloatVector passed = d.mul(one.sub(update));
      passed.mul(g.sub(last)).mul(update).intoArray(z, z0 + u);
      d.mul(update).mul(one.sub(g.mul(g))).intoArray(z, z0 + 2 * n + u);
      passed.intoArray(dh, dLast + u);
    }
  }

  static void resetBefore(
      float[] z,
      int z0,
      float[] dInner,
      int i0,
      float[] h,
      int hLast,
      float[] dh,
      int dLast,
      int n) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int u = 0; u < n; u += LANES) {
      FloatVector r = FloatVector.fromArray(SPECIES, z, z0 + n + u);
      FloatVector dReset = FloatVector.fromArray(SPECIES, dInner, i0 + u).mul(r);
      FloatVector last = FloatVector.fromArray(SPECIES, h, hLast + u);
      dReset.mul(last).mul(one.sub(r)).intoArray(z, z0 + n + u);
      FloatVector.fromArray(SPECIES, dh, dLast + u).add(dReset).intoArray(dh, dLast + u);
    }
  }

  static void resetAfter(float[] z, int z0, float[] inner, int i0, int n) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int u = 0; u < n; u += LANES) {
      FloatVector r = FloatVector.fromArray(SPECIES, z, z0 + n + u);
      FloatVector dInner = FloatVector.fromArray(SPECIES, z, z0 + 2 * n + u).mul(r);
      FloatVector s = FloatVector.fromArray(SPECIES, inner, i0 + u);
      dInner.mul(s).mul(one.sub(r)).intoArray(z, z0 + n + u);
      dInner.intoArray(inner, i0 + u);
    }
  }
}
