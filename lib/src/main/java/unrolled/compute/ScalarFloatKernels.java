package unrolled.compute;

/** The kernels as plain loops: what each means, and what runs without the Vector API. */
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
      float[] left,
      int l0,
      float[] panel,
      int p0,
      int depth,
      float[] c,
      int c0,
      int cStride,
      boolean add) {
    for (int r = 0; r < GROUP; r++) {
      row(left, l0 + r, GROUP, panel, p0, depth, c, c0 + r * cStride, add);
    }
  }

  @Override
  public void product1(
      float[] a,
      int a0,
      float[] packed,
      int p0,
      int panelStride,
      int depth,
      float[] c,
      int c0,
      int panels,
      boolean add) {
    for (int j = 0; j < panels; j++) {
      row(a, a0, 1, packed, p0 + j * panelStride, depth, c, c0 + j * panel(), add);
    }
  }

  private void row(
      float[] a,
      int a0,
      int stride,
      float[] panel,
      int p0,
      int depth,
      float[] c,
      int c0,
      boolean add) {
    int width = panel();
    for (int j = 0; !add && j < width; j++) {
      c[c0 + j] = 0;
    }
    for (int k = 0; k < depth; k++) {
      float x = a[a0 + k * stride];
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
  public void add(float[] from, int f0, float[] to, int t0, int n) {
    for (int j = 0; j < n; j++) {
      to[t0 + j] += from[f0 + j];
    }
  }

  @Override
  public void rnnForward(float[] z, int z0, float[] x, int x0, float[] h, int h0, int n) {
    for (int u = 0; u < n; u++) {
      z[z0 + u] += x[x0 + u];
      h[h0 + u] = (float) Math.tanh(z[z0 + u]);
    }
  }

  @Override
  public void rnnBackward(float[] z, int z0, float[] h, int h0, float[] dh, int d0, int n) {
    for (int u = 0; u < n; u++) {
      z[z0 + u] = dh[d0 + u] * (1 - h[h0 + u] * h[h0 + u]);
    }
  }

  @Override
  public void lstmForward(
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
    add(x, x0, z, z0, 4 * n);
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

  @Override
  public void gruGates(
      float[] z, int z0, float[] x, int x0, float[] h, int hLast, float[] inner, int i0, int n) {
    add(x, x0, z, z0, 2 * n);
    sigmoid(z, z0, 2 * n);
    for (int u = 0; u < n; u++) {
      inner[i0 + u] = z[z0 + n + u] * h[hLast + u];
    }
  }

  @Override
  public void gruCandidate(
      float[] z, int z0, float[] x, int x0, float[] bias, float[] h, int hLast, int hNext, int n) {
    for (int u = 0; u < n; u++) {
      float g = (float) Math.tanh(z[z0 + 2 * n + u] + x[x0 + 2 * n + u] + bias[u]);
      z[z0 + 2 * n + u] = g;
      h[hNext + u] = h[hLast + u] + z[z0 + u] * (g - h[hLast + u]);
    }
  }

  @Override
  public void gruForward(
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
    add(x, x0, z, z0, 2 * n);
    sigmoid(z, z0, 2 * n);
    for (int u = 0; u < n; u++) {
      inner[i0 + u] += bias[u];
      float g = (float) Math.tanh(x[x0 + 2 * n + u] + z[z0 + n + u] * inner[i0 + u]);
      z[z0 + 2 * n + u] = g;
      h[hNext + u] = h[hLast + u] + z[z0 + u] * (g - h[hLast + u]);
    }
  }

  @Override
  public void gruBackward(
      float[] z, int z0, float[] h, int hLast, float[] dh, int dLast, int dNext, int n) {
    for (int u = 0; u < n; u++) {
      float update = z[z0 + u];
      float g = z[z0 + 2 * n + u];
      float dHidden = dh[dNext + u];
      z[z0 + u] = dHidden * (g - h[hLast + u]) * update * (1 - update);
      z[z0 + 2 * n + u] = dHidden * update * (1 - g * g);
      dh[dLast + u] = dHidden * (1 - update);
    }
  }

  @Override
  public void gruResetBefore(
      float[] z,
      int z0,
      float[] dInner,
      int i0,
      float[] h,
      int hLast,
      float[] dh,
      int dLast,
      int n) {
    for (int u = 0; u < n; u++) {
      float reset = z[z0 + n + u];
      z[z0 + n + u] = dInner[i0 + u] * h[hLast + u] * reset * (1 - reset);
      dh[dLast + u] += dInner[i0 + u] * reset;
    }
  }

  @Override
  public void gruResetAfter(float[] z, int z0, float[] inner, int i0, int n) {
    for (int u = 0; u < n; u++) {
      float reset = z[z0 + n + u];
      float dCandidate = z[z0 + 2 * n + u];
      z[z0 + n + u] = dCandidate * inner[i0 + u] * reset * (1 - reset);
      inner[i0 + u] = dCandidate * reset;
    }
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
