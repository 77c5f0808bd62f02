package unrolled.compute.vector;

import static unrolled.compute.vector.VectorFloatMath.LANES;
import static unrolled.compute.vector.VectorFloatMath.SPECIES;
import static unrolled.compute.vector.VectorFloatMath.load;

import jdk.incubator.vector.FloatVector;
import unrolled.compute.FloatKernels;

/**
 * The kernels with the Vector API.
 *
 * <p>The product keeps a tile of 8 rows by 2 vectors of the result in registers: each step along
 * the depth loads two vectors of the panel, and multiplies them by eight single numbers of the left
 * matrix. So 16 multiply-adds follow from 10 loads, and the result is stored once. Processors with
 * 256-bit vectors mostly have 16 registers, too few for that: there it is two tiles of 4 rows.
 */
public final class VectorFloatKernels implements FloatKernels {
  private static final boolean FEW_REGISTERS = SPECIES.vectorBitSize() == 256;

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public String description() {
    return "Vector API, " + SPECIES.vectorBitSize() + " bits";
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
    if (FEW_REGISTERS) {
      tile4(left, l0, panel, p0, depth, c, c0, cStride, add);
      tile4(left, l0 + 4, panel, p0, depth, c, c0 + 4 * cStride, cStride, add);
    } else {
      tile8(left, l0, panel, p0, depth, c, c0, cStride, add);
    }
  }

  private static void tile8(
      float[] left,
      int l0,
      float[] panel,
      int p0,
      int depth,
      float[] c,
      int c0,
      int cStride,
      boolean add) {
    int c1 = c0 + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    int c4 = c3 + cStride;
    int c5 = c4 + cStride;
    int c6 = c5 + cStride;
    int c7 = c6 + cStride;
    FloatVector s00 = start(c, c0, add);
    FloatVector s01 = start(c, c0 + LANES, add);
    FloatVector s10 = start(c, c1, add);
    FloatVector s11 = start(c, c1 + LANES, add);
    FloatVector s20 = start(c, c2, add);
    FloatVector s21 = start(c, c2 + LANES, add);
    FloatVector s30 = start(c, c3, add);
    FloatVector s31 = start(c, c3 + LANES, add);
    FloatVector s40 = start(c, c4, add);
    FloatVector s41 = start(c, c4 + LANES, add);
    FloatVector s50 = start(c, c5, add);
    FloatVector s51 = start(c, c5 + LANES, add);
    FloatVector s60 = start(c, c6, add);
    FloatVector s61 = start(c, c6 + LANES, add);
    FloatVector s70 = start(c, c7, add);
    FloatVector s71 = start(c, c7 + LANES, add);
    for (int k = 0; k < depth; k++) {
      int p = p0 + k * (2 * LANES);
      int l = l0 + k * GROUP;
      FloatVector near = load(panel, p);
      FloatVector far = load(panel, p + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, left[l]);
      s00 = x.fma(near, s00);
      s01 = x.fma(far, s01);
      x = FloatVector.broadcast(SPECIES, left[l + 1]);
      s10 = x.fma(near, s10);
      s11 = x.fma(far, s11);
      x = FloatVector.broadcast(SPECIES, left[l + 2]);
      s20 = x.fma(near, s20);
      s21 = x.fma(far, s21);
      x = FloatVector.broadcast(SPECIES, left[l + 3]);
      s30 = x.fma(near, s30);
      s31 = x.fma(far, s31);
      x = FloatVector.broadcast(SPECIES, left[l + 4]);
      s40 = x.fma(near, s40);
      s41 = x.fma(far, s41);
      x = FloatVector.broadcast(SPECIES, left[l + 5]);
      s50 = x.fma(near, s50);
      s51 = x.fma(far, s51);
      x = FloatVector.broadcast(SPECIES, left[l + 6]);
      s60 = x.fma(near, s60);
      s61 = x.fma(far, s61);
      x = FloatVector.broadcast(SPECIES, left[l + 7]);
      s70 = x.fma(near, s70);
      s71 = x.fma(far, s71);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + LANES);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LANES);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LANES);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LANES);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + LANES);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + LANES);
    s60.intoArray(c, c6);
    s61.intoArray(c, c6 + LANES);
    s70.intoArray(c, c7);
    s71.intoArray(c, c7 + LANES);
  }

  private static void tile4(
      float[] left,
      int l0,
      float[] panel,
      int p0,
      int depth,
      float[] c,
      int c0,
      int cStride,
      boolean add) {
    int c1 = c0 + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    FloatVector s00 = start(c, c0, add);
    FloatVector s01 = start(c, c0 + LANES, add);
    FloatVector s10 = start(c, c1, add);
    FloatVector s11 = start(c, c1 + LANES, add);
    FloatVector s20 = start(c, c2, add);
    FloatVector s21 = start(c, c2 + LANES, add);
    FloatVector s30 = start(c, c3, add);
    FloatVector s31 = start(c, c3 + LANES, add);
    for (int k = 0; k < depth; k++) {
      int p = p0 + k * (2 * LANES);
      int l = l0 + k * GROUP;
      FloatVector near = load(panel, p);
      FloatVector far = load(panel, p + LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, left[l]);
      s00 = x.fma(near, s00);
      s01 = x.fma(far, s01);
      x = FloatVector.broadcast(SPECIES, left[l + 1]);
      s10 = x.fma(near, s10);
      s11 = x.fma(far, s11);
      x = FloatVector.broadcast(SPECIES, left[l + 2]);
      s20 = x.fma(near, s20);
      s21 = x.fma(far, s21);
      x = FloatVector.broadcast(SPECIES, left[l + 3]);
      s30 = x.fma(near, s30);
      s31 = x.fma(far, s31);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + LANES);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LANES);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LANES);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LANES);
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
    int j = 0;
    for (; j + 4 <= panels; j += 4) {
      four(a, a0, packed, p0 + j * panelStride, panelStride, depth, c, c0 + j * panel(), add);
    }
    for (; j < panels; j++) {
      one(a, a0, packed, p0 + j * panelStride, depth, c, c0 + j * panel(), add);
    }
  }

  /** Four panels at once: eight sums that do not wait for one another. */
  private static void four(
      float[] a,
      int a0,
      float[] packed,
      int p0,
      int panelStride,
      int depth,
      float[] c,
      int c0,
      boolean add) {
    int p1 = p0 + panelStride;
    int p2 = p1 + panelStride;
    int p3 = p2 + panelStride;
    FloatVector s0 = start(c, c0, add);
    FloatVector s1 = start(c, c0 + LANES, add);
    FloatVector s2 = start(c, c0 + 2 * LANES, add);
    FloatVector s3 = start(c, c0 + 3 * LANES, add);
    FloatVector s4 = start(c, c0 + 4 * LANES, add);
    FloatVector s5 = start(c, c0 + 5 * LANES, add);
    FloatVector s6 = start(c, c0 + 6 * LANES, add);
    FloatVector s7 = start(c, c0 + 7 * LANES, add);
    for (int k = 0; k < depth; k++) {
      int q = k * (2 * LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + k]);
      s0 = x.fma(load(packed, p0 + q), s0);
      s1 = x.fma(load(packed, p0 + q + LANES), s1);
      s2 = x.fma(load(packed, p1 + q), s2);
      s3 = x.fma(load(packed, p1 + q + LANES), s3);
      s4 = x.fma(load(packed, p2 + q), s4);
      s5 = x.fma(load(packed, p2 + q + LANES), s5);
      s6 = x.fma(load(packed, p3 + q), s6);
      s7 = x.fma(load(packed, p3 + q + LANES), s7);
    }
    s0.intoArray(c, c0);
    s1.intoArray(c, c0 + LANES);
    s2.intoArray(c, c0 + 2 * LANES);
    s3.intoArray(c, c0 + 3 * LANES);
    s4.intoArray(c, c0 + 4 * LANES);
    s5.intoArray(c, c0 + 5 * LANES);
    s6.intoArray(c, c0 + 6 * LANES);
    s7.intoArray(c, c0 + 7 * LANES);
  }

  private static void one(
      float[] a, int a0, float[] packed, int p0, int depth, float[] c, int c0, boolean add) {
    FloatVector near = start(c, c0, add);
    FloatVector far = start(c, c0 + LANES, add);
    for (int k = 0; k < depth; k++) {
      int p = p0 + k * (2 * LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + k]);
      near = x.fma(load(packed, p), near);
      far = x.fma(load(packed, p + LANES), far);
    }
    near.intoArray(c, c0);
    far.intoArray(c, c0 + LANES);
  }

  private static FloatVector start(float[] c, int at, boolean add) {
    return add ? load(c, at) : FloatVector.zero(SPECIES);
  }

  @Override
  public void sigmoid(float[] a, int a0, int n) {
    for (int j = a0; j < a0 + n; j += LANES) {
      VectorFloatMath.sigmoid(load(a, j)).intoArray(a, j);
    }
  }

  @Override
  public void tanh(float[] a, int a0, int n) {
    for (int j = a0; j < a0 + n; j += LANES) {
      VectorFloatMath.tanh(load(a, j)).intoArray(a, j);
    }
  }

  @Override
  public void exp(float[] a, int a0, int n, float shift) {
    for (int j = a0; j < a0 + n; j += LANES) {
      VectorFloatMath.exp(load(a, j).sub(shift)).intoArray(a, j);
    }
  }

  @Override
  public void add(float[] from, int f0, float[] to, int t0, int n) {
    for (int j = 0; j < n; j += LANES) {
      load(to, t0 + j).add(load(from, f0 + j)).intoArray(to, t0 + j);
    }
  }

  @Override
  public void rnnForward(float[] z, int z0, float[] x, int x0, float[] h, int h0, int n) {
    VectorFloatRnn.forward(z, z0, x, x0, h, h0, n);
  }

  @Override
  public void rnnBackward(float[] z, int z0, float[] h, int h0, float[] dh, int d0, int n) {
    VectorFloatRnn.backward(z, z0, h, h0, dh, d0, n);
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
    VectorFloatLstm.forward(z, z0, x, x0, c, cLast, cNext, tanhC, t0, h, h0, n);
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
    VectorFloatLstm.backward(z, z0, c, cLast, tanhC, t0, dh, d0, dc, dc0, n);
  }

  @Override
  public void gruGates(
      float[] z, int z0, float[] x, int x0, float[] h, int hLast, float[] inner, int i0, int n) {
    VectorFloatGru.gates(z, z0, x, x0, h, hLast, inner, i0, n);
  }

  @Override
  public void gruCandidate(
      float[] z, int z0, float[] x, int x0, float[] bias, float[] h, int hLast, int hNext, int n) {
    VectorFloatGru.candidate(z, z0, x, x0, bias, h, hLast, hNext, n);
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
    VectorFloatGru.forward(z, z0, x, x0, bias, inner, i0, h, hLast, hNext, n);
  }

  @Override
  public void gruBackward(
      float[] z, int z0, float[] h, int hLast, float[] dh, int dLast, int dNext, int n) {
    VectorFloatGru.backward(z, z0, h, hLast, dh, dLast, dNext, n);
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
    VectorFloatGru.resetBefore(z, z0, dInner, i0, h, hLast, dh, dLast, n);
  }

  @Override
  public void gruResetAfter(float[] z, int z0, float[] inner, int i0, int n) {
    VectorFloatGru.resetAfter(z, z0, inner, i0, n);
  }
}
