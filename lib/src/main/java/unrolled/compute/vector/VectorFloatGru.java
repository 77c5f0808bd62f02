package unrolled.compute.vector;

import static unrolled.compute.vector.VectorFloatMath.LANES;
import static unrolled.compute.vector.VectorFloatMath.complement;
import static unrolled.compute.vector.VectorFloatMath.load;
import static unrolled.compute.vector.VectorFloatMath.sigmoid;
import static unrolled.compute.vector.VectorFloatMath.sigmoidSlope;
import static unrolled.compute.vector.VectorFloatMath.tanh;
import static unrolled.compute.vector.VectorFloatMath.tanhSlope;

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
    for (int u = 0; u < n; u += LANES) {
      FloatVector reset = sigmoid(load(z, z0 + n + u).add(load(x, x0 + n + u)));
      sigmoid(load(z, z0 + u).add(load(x, x0 + u))).intoArray(z, z0 + u);
      reset.intoArray(z, z0 + n + u);
      reset.mul(load(h, hLast + u)).intoArray(inner, i0 + u);
    }
  }

  static void candidate(
      float[] z, int z0, float[] x, int x0, float[] bias, float[] h, int hLast, int hNext, int n) {
    for (int u = 0; u < n; u += LANES) {
      int candidate = z0 + 2 * n + u;
      FloatVector g = tanh(load(z, candidate).add(load(x, x0 + 2 * n + u)).add(load(bias, u)));
      g.intoArray(z, candidate);
      FloatVector last = load(h, hLast + u);
      load(z, z0 + u).fma(g.sub(last), last).intoArray(h, hNext + u);
    }
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
    for (int u = 0; u < n; u += LANES) {
      FloatVector update = sigmoid(load(z, z0 + u).add(load(x, x0 + u)));
      FloatVector reset = sigmoid(load(z, z0 + n + u).add(load(x, x0 + n + u)));
      FloatVector s = load(inner, i0 + u).add(load(bias, u));
      FloatVector g = tanh(reset.fma(s, load(x, x0 + 2 * n + u)));
      FloatVector last = load(h, hLast + u);
      update.intoArray(z, z0 + u);
      reset.intoArray(z, z0 + n + u);
      g.intoArray(z, z0 + 2 * n + u);
      s.intoArray(inner, i0 + u);
      update.fma(g.sub(last), last).intoArray(h, hNext + u);
    }
  }

  static void backward(
      float[] z, int z0, float[] h, int hLast, float[] dh, int dLast, int dNext, int n) {
    for (int u = 0; u < n; u += LANES) {
      FloatVector update = load(z, z0 + u);
      FloatVector g = load(z, z0 + 2 * n + u);
      FloatVector dHidden = load(dh, dNext + u);
      dHidden.mul(g.sub(load(h, hLast + u))).mul(sigmoidSlope(update)).intoArray(z, z0 + u);
      dHidden.mul(update).mul(tanhSlope(g)).intoArray(z, z0 + 2 * n + u);
      dHidden.mul(complement(update)).intoArray(dh, dLast + u);
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
    for (int u = 0; u < n; u += LANES) {
      FloatVector reset = load(z, z0 + n + u);
      FloatVector d = load(dInner, i0 + u);
      d.mul(load(h, hLast + u)).mul(sigmoidSlope(reset)).intoArray(z, z0 + n + u);
      d.fma(reset, load(dh, dLast + u)).intoArray(dh, dLast + u);
    }
  }

  static void resetAfter(float[] z, int z0, float[] inner, int i0, int n) {
    for (int u = 0; u < n; u += LANES) {
      FloatVector reset = load(z, z0 + n + u);
      FloatVector dCandidate = load(z, z0 + 2 * n + u);
      dCandidate.mul(load(inner, i0 + u)).mul(sigmoidSlope(reset)).intoArray(z, z0 + n + u);
      dCandidate.mul(reset).intoArray(inner, i0 + u);
    }
  }
}
