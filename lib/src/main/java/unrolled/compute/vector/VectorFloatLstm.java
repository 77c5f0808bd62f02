package unrolled.compute.vector;

import static unrolled.compute.vector.Activation.SIGMOID;
import static unrolled.compute.vector.Activation.TANH;
import static unrolled.compute.vector.VectorFloatSpecies.LANES;
import static unrolled.compute.vector.VectorFloatSpecies.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The loops of the LSTM; blocks f, i, g, o.
 *
 * <pre>
 *   f = sigmoid(zf)  i = sigmoid(zi)  g = tanh(zg)  o = sigmoid(zo)     c' = f c + i g   h' = o tanh(c')
 *
 *   dc' += dh' o (1 - tanh²(c'))       do = dh' tanh(c') o (1 - o)
 *   df = dc' c f (1 - f)    di = dc' g i (1 - i)    dg = dc' i (1 - g²)    dc = dc' f
 * </pre>
 */
final class VectorFloatLstm {
  private VectorFloatLstm() {}

  static void forward(
      float[] z,
      int z0,
      float[] x,
      int x0,
      float[] c,
      int cLast,
      int cNext,
      float[] tanhC,
      int t0,
      float[] h,
      int h0,
      int n) {
    int candidate = z0 + 2 * n;
    int output = z0 + 3 * n;
    VectorFloatKernels.sum(x, x0, z, z0, 4 * n);
    Activation.apply(SIGMOID, z, z0, z, z0, 2 * n);
    Activation.apply(TANH, z, candidate, z, candidate, n);
    Activation.apply(SIGMOID, z, output, z, output, n);
    memory(z, z0, c, cLast, cNext, n);
    Activation.apply(TANH, c, cNext, tanhC, t0, n);
    hidden(z, output, tanhC, t0, h, h0, n);
  }

  private static void memory(float[] z, int z0, float[] c, int cLast, int cNext, int n) {
    for (int u = 0; u < n; u += LANES) {
      FloatVector f = FloatVector.fromArray(SPECIES, z, z0 + u);
      FloatVector i = FloatVector.fromArray(SPECIES, z, z0 + n + u);
      FloatVector g = FloatVector.fromArray(SPECIES, z, z0 + 2 * n + u);
      FloatVector last = FloatVector.fromArray(SPECIES, c, cLast + u);
      f.fma(last, i.mul(g)).intoArray(c, cNext + u);
    }
  }

  private static void hidden(float[] z, int z0, float[] tanhC, int t0, float[] h, int h0, int n) {
    for (int u = 0; u < n; u += LANES) {
      FloatVector o = FloatVector.fromArray(SPECIES, z, z0 + u);
      o.mul(FloatVector.fromArray(SPECIES, tanhC, t0 + u)).intoArray(h, h0 + u);
    }
  }

  static void backward(
      float[] z,
      int z0,
      float[] c,
      int cLast,
      float[] tanhC,
      int t0,
      float[] dh,
      int d0,
      float[] dc,
      int dc0,
      int n) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int u = 0; u < n; u += LANES) {
      int forget = z0 + u;
      int input = forget + n;
      int candidate = input + n;
      int output = candidate + n;
      FloatVector f = FloatVector.fromArray(SPECIES, z, forget);
      FloatVector i = FloatVector.fromArray(SPECIES, z, input);
      FloatVector g = FloatVector.fromArray(SPECIES, z, candidate);
      FloatVector o = FloatVector.fromArray(SPECIES, z, output);
      FloatVector y = FloatVector.fromArray(SPECIES, tanhC, t0 + u);
      FloatVector dHidden = FloatVector.fromArray(SPECIES, dh, d0 + u);
      FloatVector dLater = FloatVector.fromArray(SPECIES, dc, dc0 + u);
      FloatVector dCell = dHidden.mul(o).fma(one.sub(y.mul(y)), dLater);
      FloatVector last = FloatVector.fromArray(SPECIES, c, cLast + u);
      dCell.mul(last).mul(f).mul(one.sub(f)).intoArray(z, forget);
      dCell.mul(g).mul(i).mul(one.sub(i)).intoArray(z, input);
      dCell.mul(i).mul(one.sub(g.mul(g))).intoArray(z, candidate);
      dHidden.mul(y).mul(o).mul(one.sub(o)).intoArray(z, output);
      dCell.mul(f).intoArray(dc, dc0 + u);
    }
  }
}
