package unrolled.compute.vector;

import static unrolled.compute.vector.VectorFloatMath.LANES;
import static unrolled.compute.vector.VectorFloatMath.load;
import static unrolled.compute.vector.VectorFloatMath.sigmoid;
import static unrolled.compute.vector.VectorFloatMath.sigmoidSlope;
import static unrolled.compute.vector.VectorFloatMath.tanh;
import static unrolled.compute.vector.VectorFloatMath.tanhSlope;

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
    for (int u = 0; u < n; u += LANES) {
      int forget = z0 + u;
      int input = forget + n;
      int candidate = input + n;
      int output = candidate + n;
      FloatVector f = sigmoid(load(z, forget).add(load(x, x0 + u)));
      FloatVector i = sigmoid(load(z, input).add(load(x, x0 + n + u)));
      FloatVector g = tanh(load(z, candidate).add(load(x, x0 + 2 * n + u)));
      FloatVector o = sigmoid(load(z, output).add(load(x, x0 + 3 * n + u)));
      FloatVector next = f.fma(load(c, cLast + u), i.mul(g));
      FloatVector squashed = tanh(next);
      f.intoArray(z, forget);
      i.intoArray(z, input);
      g.intoArray(z, candidate);
      o.intoArray(z, output);
      next.intoArray(c, cNext + u);
      squashed.intoArray(tanhC, t0 + u);
      o.mul(squashed).intoArray(h, h0 + u);
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
    for (int u = 0; u < n; u += LANES) {
      int forget = z0 + u;
      int input = forget + n;
      int candidate = input + n;
      int output = candidate + n;
      FloatVector f = load(z, forget);
      FloatVector i = load(z, input);
      FloatVector g = load(z, candidate);
      FloatVector o = load(z, output);
      FloatVector squashed = load(tanhC, t0 + u);
      FloatVector dHidden = load(dh, d0 + u);
      FloatVector dCell = dHidden.mul(o).fma(tanhSlope(squashed), load(dc, dc0 + u));
      dCell.mul(load(c, cLast + u)).mul(sigmoidSlope(f)).intoArray(z, forget);
      dCell.mul(g).mul(sigmoidSlope(i)).intoArray(z, input);
      dCell.mul(i).mul(tanhSlope(g)).intoArray(z, candidate);
      dHidden.mul(squashed).mul(sigmoidSlope(o)).intoArray(z, output);
      dCell.mul(f).intoArray(dc, dc0 + u);
    }
  }
}
