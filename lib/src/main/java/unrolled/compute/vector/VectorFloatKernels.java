package unrolled.compute.vector;

import static unrolled.compute.vector.Activation.SIGMOID;
import static unrolled.compute.vector.Activation.TANH;
import static unrolled.compute.vector.VectorFloatSpecies.LANES;
import static unrolled.compute.vector.VectorFloatSpecies.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import unrolled.compute.FloatKernels;

/**
 * The kernels with the Vector API.
 *
 * <p>The product keeps a tile of 8 rows by 2 vectors of the result in registers: each step along
 * the depth loads two vectors of the panel, and multiplies them by eight single numbers of the left
 * matrix. So 16 multiply-adds follow from 10 loads, and the result is stored once. Processors with
 * 256-bit vectors mostly have 16 registers, too few for that: there it is two tiles of 4 rows.
 *
 * <p>In this package no vector is passed to a method of ours or returned by one. The API's methods
 * are always inlined, ours only where the compiler sees fit, and a vector that crosses a call
 * becomes an object: twenty times slower, and nobody is told.
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
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = add ? FloatVector.fromArray(SPECIES, c, c0) : zero;
    FloatVector s01 = add ? FloatVector.fromArray(SPECIES, c, c0 + LANES) : zero;
    FloatVector s10 = add ? FloatVector.fromArray(SPECIES, c, c1) : zero;
    FloatVector s11 = add ? FloatVector.fromArray(SPECIES, c, c1 + LANES) : zero;
    FloatVector s20 = add ? FloatVector.fromArray(SPECIES, c, c2) : zero;
    FloatVector s21 = add ? FloatVector.fromArray(SPECIES, c, c2 + LANES) : zero;
    FloatVector s30 = add ? FloatVector.fromArray(SPECIES, c, c3) : zero;
    FloatVector s31 = add ? FloatVector.fromArray(SPECIES, c, c3 + LANES) : zero;
    FloatVector s40 = add ? FloatVector.fromArray(SPECIES, c, c4) : zero;
    FloatVector s41 = add ? FloatVector.fromArray(SPECIES, c, c4 + LANES) : zero;
    FloatVector s50 = add ? FloatVector.fromArray(SPECIES, c, c5) : zero;
    FloatVector s51 = add ? FloatVector.fromArray(SPECIES, c, c5 + LANES) : zero;
    FloatVector s60 = add ? FloatVector.fromArray(SPECIES, c, c6) : zero;
    FloatVector s61 = add ? FloatVector.fromArray(SPECIES, c, c6 + LANES) : zero;
    FloatVector s70 = add ? FloatVector.fromArray(SPECIES, c, c7) : zero;
    FloatVector s71 = add ? FloatVector.fromArray(SPECIES, c, c7 + LANES) : zero;
    for (int k = 0; k < depth; k++) {
      int p = p0 + k * (2 * LANES);
      int l = l0 + k * GROUP;
      FloatVector near = FloatVector.fromArray(SPECIES, panel, p);
      FloatVector far = FloatVector.fromArray(SPECIES, panel, p + LANES);
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
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s00 = add ? FloatVector.fromArray(SPECIES, c, c0) : zero;
    FloatVector s01 = add ? FloatVector.fromArray(SPECIES, c, c0 + LANES) : zero;
    FloatVector s10 = add ? FloatVector.fromArray(SPECIES, c, c1) : zero;
    FloatVector s11 = add ? FloatVector.fromArray(SPECIES, c, c1 + LANES) : zero;
    FloatVector s20 = add ? FloatVector.fromArray(SPECIES, c, c2) : zero;
    FloatVector s21 = add ? FloatVector.fromArray(SPECIES, c, c2 + LANES) : zero;
    FloatVector s30 = add ? FloatVector.fromArray(SPECIES, c, c3) : zero;
    FloatVector s31 = add ? FloatVector.fromArray(SPECIES, c, c3 + LANES) : zero;
    for (int k = 0; k < depth; k++) {
      int p = p0 + k * (2 * LANES);
      int l = l0 + k * GROUP;
      FloatVector near = FloatVector.fromArray(SPECIES, panel, p);
      FloatVector far = FloatVector.fromArray(SPECIES, panel, p + LANES);
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
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector s0 = add ? FloatVector.fromArray(SPECIES, c, c0) : zero;
    FloatVector s1 = add ? FloatVector.fromArray(SPECIES, c, c0 + LANES) : zero;
    FloatVector s2 = add ? FloatVector.fromArray(SPECIES, c, c0 + 2 * LANES) : zero;
    FloatVector s3 = add ? FloatVector.fromArray(SPECIES, c, c0 + 3 * LANES) : zero;
    FloatVector s4 = add ? FloatVector.fromArray(SPECIES, c, c0 + 4 * LANES) : zero;
    FloatVector s5 = add ? FloatVector.fromArray(SPECIES, c, c0 + 5 * LANES) : zero;
    FloatVector s6 = add ? FloatVector.fromArray(SPECIES, c, c0 + 6 * LANES) : zero;
    FloatVector s7 = add ? FloatVector.fromArray(SPECIES, c, c0 + 7 * LANES) : zero;
    for (int k = 0; k < depth; k++) {
      int q = k * (2 * LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + k]);
      s0 = x.fma(FloatVector.fromArray(SPECIES, packed, p0 + q), s0);
      s1 = x.fma(FloatVector.fromArray(SPECIES, packed, p0 + q + LANES), s1);
      s2 = x.fma(FloatVector.fromArray(SPECIES, packed, p1 + q), s2);
      s3 = x.fma(FloatVector.fromArray(SPECIES, packed, p1 + q + LANES), s3);
      s4 = x.fma(FloatVector.fromArray(SPECIES, packed, p2 + q), s4);
      s5 = x.fma(FloatVector.fromArray(SPECIES, packed, p2 + q + LANES), s5);
      s6 = x.fma(FloatVector.fromArray(SPECIES, packed, p3 + q), s6);
      s7 = x.fma(FloatVector.fromArray(SPECIES, packed, p3 + q + LANES), s7);
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
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector near = add ? FloatVector.fromArray(SPECIES, c, c0) : zero;
    FloatVector far = add ? FloatVector.fromArray(SPECIES, c, c0 + LANES) : zero;
    for (int k = 0; k < depth; k++) {
      int p = p0 + k * (2 * LANES);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + k]);
      near = x.fma(FloatVector.fromArray(SPECIES, packed, p), near);
      far = x.fma(FloatVector.fromArray(SPECIES, packed, p + LANES), far);
    }
    near.intoArray(c, c0);
    far.intoArray(c, c0 + LANES);
  }

  @Override
  public void sigmoid(float[] a, int a0, int n) {
    Activation.apply(SIGMOID, a, a0, a, a0, n);
  }

  @Override
  public void tanh(float[] a, int a0, int n) {
    Activation.apply(TANH, a, a0, a, a0, n);
  }

  @Override
  public void exp(float[] a, int a0, int n, float shift) {
    for (int j = a0; j < a0 + n; j += LANES) {
      FloatVector.fromArray(SPECIES, a, j).sub(shift).lanewise(VectorOperators.EXP).intoArray(a, j);
    }
  }

  @Override
  public void add(float[] from, int f0, float[] to, int t0, int n) {
    sum(from, f0, to, t0, n);
  }

  static void sum(float[] from, int f0, float[] to, int t0, int n) {
    for (int j = 0; j < n; j += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, from, f0 + j);
      a.add(FloatVector.fromArray(SPECIES, to, t0 + j)).intoArray(to, t0 + j);
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
