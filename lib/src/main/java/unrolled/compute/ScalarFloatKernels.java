package unrolled.compute;

import java.util.Arrays;

/** The kernels in plain loops: the fall-back, and the text to read beside the vector version. */
@SuppressWarnings("cast") // needed in single, redundant in double precision
public final class ScalarFloatKernels implements FloatKernels {
  private static final int LANES = 8;

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public String description() {
    return "plain loops";
  }

  @Override
  public void product8(
      float[] a,
      int a0,
      int rowStride,
      int depthStride,
      float[] panel,
      int p0,
      int depth,
      float[] c,
      int c0,
      int cStride,
      boolean add) {
    for (int r = 0; r < 8; r++) {
      product1(a, a0 + r * rowStride, depthStride, panel, p0, depth, c, c0 + r * cStride, add);
    }
  }

  @Override
  public void product1(
      float[] a,
      int a0,
      int depthStride,
      float[] panel,
      int p0,
      int depth,
      float[] c,
      int c0,
      boolean add) {
    int width = panel();
    if (!add) {
      Arrays.fill(c, c0, c0 + width, 0);
    }
    for (int k = 0; k < depth; k++) {
      float x = a[a0 + k * depthStride];
      int p = p0 + k * width;
      for (int j = 0; j < width; j++) {
        c[c0 + j] += x * panel[p + j];
      }
    }
  }

  @Override
  public void sigmoid(float[] a, int a0, int n) {
    for (int j = a0; j < a0 + n; j++) {
      a[j] = sigmoid(a[j]);
    }
  }

  @Override
  public void tanh(float[] a, int a0, int n) {
    for (int j = a0; j < a0 + n; j++) {
      a[j] = (float) Math.tanh(a[j]);
    }
  }

  @Override
  public void exp(float[] a, int a0, int n, float shift) {
    for (int j = a0; j < a0 + n; j++) {
      a[j] = (float) Math.exp(a[j] - shift);
    }
  }

  @Override
  public void lstmForward(
      float[] z,
      int z0,
      float[] c,
      int cLast,
      int cNext,
      float[] tanhC,
      int t0,
      float[] h,
      int h0,
      int n) {
    sigmoid(z, z0, 2 * n);
    tanh(z, z0 + 2 * n, n);
    sigmoid(z, z0 + 3 * n, n);
    for (int u = 0; u < n; u++) {
      float f = z[z0 + u];
      float i = z[z0 + n + u];
      float g = z[z0 + 2 * n + u];
      float o = z[z0 + 3 * n + u];
      float next = f * c[cLast + u] + i * g;
      float squashed = (float) Math.tanh(next);
      c[cNext + u] = next;
      tanhC[t0 + u] = squashed;
      h[h0 + u] = o * squashed;
    }
  }

  @Override
  public void lstmBackward(
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
    for (int u = 0; u < n; u++) {
      float f = z[z0 + u];
      float i = z[z0 + n + u];
      float g = z[z0 + 2 * n + u];
      float o = z[z0 + 3 * n + u];
      float squashed = tanhC[t0 + u];
      float dHidden = dh[d0 + u];
      float dCell = dc[dc0 + u] + dHidden * o * (1 - squashed * squashed);
      z[z0 + u] = dCell * c[cLast + u] * f * (1 - f);
      z[z0 + n + u] = dCell * g * i * (1 - i);
      z[z0 + 2 * n + u] = dCell * i * (1 - g * g);
      z[z0 + 3 * n + u] = dHidden * squashed * o * (1 - o);
      dc[dc0 + u] = dCell * f;
    }
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
