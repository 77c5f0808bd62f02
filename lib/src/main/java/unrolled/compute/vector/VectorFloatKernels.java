package unrolled.compute.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import unrolled.compute.FloatKernels;

/**
 * The kernels with the Vector API, at the machine's own vector length.
 *
 * <p>The product keeps a tile of 8 rows by 2 vectors of the result in registers: each step along
 * the depth loads two vectors of the panel, and multiplies them by eight single numbers of the left
 * matrix. So 16 multiply-adds follow from 10 loads, and the result is stored once.
 */
public final class VectorFloatKernels implements FloatKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int L = SPECIES.length();

  @Override
  public int lanes() {
    return L;
  }

  @Override
  public String description() {
    return "Vector API, " + SPECIES.vectorBitSize() + " bits";
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
    int c1 = c0 + cStride;
    int c2 = c1 + cStride;
    int c3 = c2 + cStride;
    int c4 = c3 + cStride;
    int c5 = c4 + cStride;
    int c6 = c5 + cStride;
    int c7 = c6 + cStride;
    FloatVector s00 = start(c, c0, add);
    FloatVector s01 = start(c, c0 + L, add);
    FloatVector s10 = start(c, c1, add);
    FloatVector s11 = start(c, c1 + L, add);
    FloatVector s20 = start(c, c2, add);
    FloatVector s21 = start(c, c2 + L, add);
    FloatVector s30 = start(c, c3, add);
    FloatVector s31 = start(c, c3 + L, add);
    FloatVector s40 = start(c, c4, add);
    FloatVector s41 = start(c, c4 + L, add);
    FloatVector s50 = start(c, c5, add);
    FloatVector s51 = start(c, c5 + L, add);
    FloatVector s60 = start(c, c6, add);
    FloatVector s61 = start(c, c6 + L, add);
    FloatVector s70 = start(c, c7, add);
    FloatVector s71 = start(c, c7 + L, add);
    int a1 = a0 + rowStride;
    int a2 = a1 + rowStride;
    int a3 = a2 + rowStride;
    int a4 = a3 + rowStride;
    int a5 = a4 + rowStride;
    int a6 = a5 + rowStride;
    int a7 = a6 + rowStride;
    for (int k = 0, q = 0, p = p0; k < depth; k++, q += depthStride, p += 2 * L) {
      FloatVector left = FloatVector.fromArray(SPECIES, panel, p);
      FloatVector right = FloatVector.fromArray(SPECIES, panel, p + L);
      FloatVector x = FloatVector.broadcast(SPECIES, a[a0 + q]);
      s00 = x.fma(left, s00);
      s01 = x.fma(right, s01);
      x = FloatVector.broadcast(SPECIES, a[a1 + q]);
      s10 = x.fma(left, s10);
      s11 = x.fma(right, s11);
      x = FloatVector.broadcast(SPECIES, a[a2 + q]);
      s20 = x.fma(left, s20);
      s21 = x.fma(right, s21);
      x = FloatVector.broadcast(SPECIES, a[a3 + q]);
      s30 = x.fma(left, s30);
      s31 = x.fma(right, s31);
      x = FloatVector.broadcast(SPECIES, a[a4 + q]);
      s40 = x.fma(left, s40);
      s41 = x.fma(right, s41);
      x = FloatVector.broadcast(SPECIES, a[a5 + q]);
      s50 = x.fma(left, s50);
      s51 = x.fma(right, s51);
      x = FloatVector.broadcast(SPECIES, a[a6 + q]);
      s60 = x.fma(left, s60);
      s61 = x.fma(right, s61);
      x = FloatVector.broadcast(SPECIES, a[a7 + q]);
      s70 = x.fma(left, s70);
      s71 = x.fma(right, s71);
    }
    s00.intoArray(c, c0);
    s01.intoArray(c, c0 + L);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + L);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + L);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + L);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + L);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + L);
    s60.intoArray(c, c6);
    s61.intoArray(c, c6 + L);
    s70.intoArray(c, c7);
    s71.intoArray(c, c7 + L);
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
    FloatVector left = start(c, c0, add);
    FloatVector right = start(c, c0 + L, add);
    for (int k = 0, q = a0, p = p0; k < depth; k++, q += depthStride, p += 2 * L) {
      FloatVector x = FloatVector.broadcast(SPECIES, a[q]);
      left = x.fma(FloatVector.fromArray(SPECIES, panel, p), left);
      right = x.fma(FloatVector.fromArray(SPECIES, panel, p + L), right);
    }
    left.intoArray(c, c0);
    right.intoArray(c, c0 + L);
  }

  @Override
  public void sigmoid(float[] a, int a0, int n) {
    for (int j = a0; j < a0 + n; j += L) {
      sigmoid(load(a, j)).intoArray(a, j);
    }
  }

  @Override
  public void tanh(float[] a, int a0, int n) {
    for (int j = a0; j < a0 + n; j += L) {
      load(a, j).lanewise(VectorOperators.TANH).intoArray(a, j);
    }
  }

  @Override
  public void exp(float[] a, int a0, int n, float shift) {
    for (int j = a0; j < a0 + n; j += L) {
      load(a, j).sub(shift).lanewise(VectorOperators.EXP).intoArray(a, j);
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
    for (int u = 0; u < n; u += L) {
      FloatVector f = sigmoid(load(z, z0 + u));
      FloatVector i = sigmoid(load(z, z0 + n + u));
      FloatVector g = load(z, z0 + 2 * n + u).lanewise(VectorOperators.TANH);
      FloatVector o = sigmoid(load(z, z0 + 3 * n + u));
      FloatVector next = f.fma(load(c, cLast + u), i.mul(g));
      FloatVector squashed = next.lanewise(VectorOperators.TANH);
      f.intoArray(z, z0 + u);
      i.intoArray(z, z0 + n + u);
      g.intoArray(z, z0 + 2 * n + u);
      o.intoArray(z, z0 + 3 * n + u);
      next.intoArray(c, cNext + u);
      squashed.intoArray(tanhC, t0 + u);
      o.mul(squashed).intoArray(h, h0 + u);
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
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int u = 0; u < n; u += L) {
      FloatVector f = load(z, z0 + u);
      FloatVector i = load(z, z0 + n + u);
      FloatVector g = load(z, z0 + 2 * n + u);
      FloatVector o = load(z, z0 + 3 * n + u);
      FloatVector squashed = load(tanhC, t0 + u);
      FloatVector dHidden = load(dh, d0 + u);
      FloatVector dCell =
          load(dc, dc0 + u).add(dHidden.mul(o).mul(one.sub(squashed.mul(squashed))));
      dCell.mul(load(c, cLast + u)).mul(f).mul(one.sub(f)).intoArray(z, z0 + u);
      dCell.mul(g).mul(i).mul(one.sub(i)).intoArray(z, z0 + n + u);
      dCell.mul(i).mul(one.sub(g.mul(g))).intoArray(z, z0 + 2 * n + u);
      dHidden.mul(squashed).mul(o).mul(one.sub(o)).intoArray(z, z0 + 3 * n + u);
      dCell.mul(f).intoArray(dc, dc0 + u);
    }
  }

  private static FloatVector start(float[] c, int at, boolean add) {
    return add ? FloatVector.fromArray(SPECIES, c, at) : FloatVector.zero(SPECIES);
  }

  private static FloatVector load(float[] a, int at) {
    return FloatVector.fromArray(SPECIES, a, at);
  }

  /** 1 / (1 + exp(-x)); for large negative x the exponential is infinite and the quotient zero. */
  private static FloatVector sigmoid(FloatVector x) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    return one.div(x.neg().lanewise(VectorOperators.EXP).add(one));
  }
}
