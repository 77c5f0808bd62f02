package unrolled.compute;

import java.util.Random;
import java.util.function.BiConsumer;

/**
 * What all kernels have in common, checked against the plain loops. It needs nothing but the JDK,
 * so that it also runs in virtual machines of its own, with other vector lengths: see {@link
 * KernelsTest}.
 */
final class KernelLaws {
  private static final int UNITS = 64; // whole panels of every vector length

  private final FloatKernels kernels = FloatKernels.best();
  private final FloatKernels plain = new ScalarFloatKernels();
  private final Random random = new Random(5);

  public static void main(String[] arguments) {
    KernelLaws laws = new KernelLaws();
    laws.products();
    laws.doubleProducts();
    laws.gateLoops();
    laws.activations();
    System.out.println(FloatKernels.best().description() + ", " + laws.largestError());
  }

  /** Products of random shapes, odd ones included, are those of the plain loops. */
  void products() {
    for (int n = 0; n < 150; n++) {
      int rows = 1 + random.nextInt(70);
      int depth = 1 + random.nextInt(n % 10 == 0 ? 600 : 70);
      int columns = 1 + random.nextInt(70);
      float[] a = numbers(rows * depth);
      float[] b = numbers(columns * depth);
      String shape = rows + " x " + depth + " x " + columns;
      close(
          "product " + shape,
          product(kernels, a, b, rows, depth, columns),
          product(plain, a, b, rows, depth, columns));
      float[] s = numbers(depth * columns);
      float[] r = numbers(depth * rows);
      close(
          "transposed product " + shape,
          transposed(kernels, r, s, rows, depth, columns),
          transposed(plain, r, s, rows, depth, columns));
    }
  }

  private static float[] product(
      FloatKernels k, float[] a, float[] b, int rows, int depth, int columns) {
    FloatProduct product = new FloatProduct(k);
    float[] packed = new float[product.packedLength(depth, columns)];
    product.packTransposed(b, depth, 0, depth, columns, packed);
    int stride = k.padded(columns);
    float[] c = new float[rows * stride];
    product.multiply(a, 0, depth, packed, depth, c, 0, stride, rows, columns, false);
    product.multiply(a, 0, depth, packed, depth, c, 0, stride, rows, columns, true);
    return narrow(c, rows, stride, columns);
  }

  private static float[] transposed(
      FloatKernels k, float[] a, float[] b, int rows, int depth, int columns) {
    int stride = k.padded(columns);
    float[] c = new float[rows * stride];
    new FloatProduct(k)
        .multiplyTransposed(a, 0, rows, b, 0, columns, depth, c, stride, 0, rows, columns);
    return narrow(c, rows, stride, columns);
  }

  private static float[] narrow(float[] c, int rows, int stride, int columns) {
    float[] narrow = new float[rows * columns];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(c, r * stride, narrow, r * columns, columns);
    }
    return narrow;
  }

  /** In double precision, where a panel may be narrower than a group of rows. */
  void doubleProducts() {
    DoubleKernels best = DoubleKernels.best();
    for (int n = 0; n < 50; n++) {
      int rows = 1 + random.nextInt(30);
      int depth = 1 + random.nextInt(40);
      int columns = 1 + random.nextInt(30);
      double[] a = random.doubles((long) rows * depth, -1, 1).toArray();
      double[] b = random.doubles((long) columns * depth, -1, 1).toArray();
      DoubleProduct product = new DoubleProduct(best);
      double[] packed = new double[product.packedLength(depth, columns)];
      product.packTransposed(b, depth, 0, depth, columns, packed);
      int stride = best.padded(columns);
      double[] c = new double[rows * stride];
      product.multiply(a, 0, depth, packed, depth, c, 0, stride, rows, columns, false);
      for (int r = 0; r < rows; r++) {
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (int k = 0; k < depth; k++) {
            sum += a[r * depth + k] * b[j * depth + k];
          }
          require("double product", Math.abs(c[r * stride + j] - sum) < 1e-12);
        }
      }
    }
  }

  /** Every gate loop, forward and backward, does what the plain loop does. */
  void gateLoops() {
    int n = UNITS;
    both("rnn", (k, a) -> k.rnnForward(a[0], 0, a[1], 0, a[2], 0, n));
    both("rnn back", (k, a) -> k.rnnBackward(a[0], 0, a[1], 0, a[2], 0, n));
    both("lstm", (k, a) -> k.lstmForward(a[0], 0, a[1], 0, a[2], 0, n, a[3], 0, a[4], 0, n));
    both("lstm back", (k, a) -> k.lstmBackward(a[0], 0, a[1], 0, a[2], 0, a[3], 0, a[4], 0, n));
    both("gates", (k, a) -> k.gruGates(a[0], 0, a[1], 0, a[2], 0, a[3], 0, n));
    both("candidate", (k, a) -> k.gruCandidate(a[0], 0, a[1], 0, a[2], a[3], 0, n, n));
    both("gru", (k, a) -> k.gruForward(a[0], 0, a[1], 0, a[2], a[3], 0, a[4], 0, n, n));
    both("gru back", (k, a) -> k.gruBackward(a[0], 0, a[1], 0, a[2], 0, n, n));
    both("before", (k, a) -> k.gruResetBefore(a[0], 0, a[1], 0, a[2], 0, a[3], 0, n));
    both("after", (k, a) -> k.gruResetAfter(a[0], 0, a[1], 0, n));
    both("exp", (k, a) -> k.exp(a[0], 0, n, 0.5f));
    both("add", (k, a) -> k.add(a[0], 0, a[1], 0, n));
  }

  private void both(String name, BiConsumer<FloatKernels, float[][]> loop) {
    float[][] fast = new float[5][];
    float[][] slow = new float[5][];
    for (int j = 0; j < fast.length; j++) {
      fast[j] = numbers(4 * UNITS);
      slow[j] = fast[j].clone();
    }
    loop.accept(kernels, fast);
    loop.accept(plain, slow);
    for (int j = 0; j < fast.length; j++) {
      close(name, fast[j], slow[j]);
    }
  }

  /** The largest error of the gates' functions, over their whole range, is the stated one. */
  void activations() {
    require("error " + largestError(), largestError() <= 3e-7);
    float[] a = new float[UNITS];
    float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0f, 1e30f};
    System.arraycopy(special, 0, a, 0, special.length);
    kernels.tanh(a, 0, a.length);
    require("tanh NaN", Float.isNaN(a[0]));
    require("tanh inf", Math.abs(a[1] - 1) < 3e-7 && Math.abs(a[2] + 1) < 3e-7);
    require("tanh 0", a[3] == 0 && a[4] == 0 && Math.abs(a[5]) <= 1);
  }

  double largestError() {
    double error = 0;
    float[] a = new float[UNITS];
    float[] b = new float[UNITS];
    for (float x = -20; x < 20; x += UNITS * 1e-4f) {
      for (int j = 0; j < UNITS; j++) {
        a[j] = x + j * 1e-4f;
        b[j] = a[j];
      }
      float[] at = a.clone();
      kernels.tanh(a, 0, UNITS);
      kernels.sigmoid(b, 0, UNITS);
      for (int j = 0; j < UNITS; j++) {
        error = Math.max(error, Math.abs(a[j] - Math.tanh(at[j])));
        error = Math.max(error, Math.abs(b[j] - 1 / (1 + Math.exp(-(double) at[j]))));
        require("range", Math.abs(a[j]) <= 1 && b[j] >= 0 && b[j] <= 1);
      }
    }
    return error;
  }

  private float[] numbers(int length) {
    float[] numbers = new float[length];
    for (int j = 0; j < length; j++) {
      numbers[j] = 2 * random.nextFloat() - 1;
    }
    return numbers;
  }

  private static void close(String name, float[] got, float[] expected) {
    for (int j = 0; j < got.length; j++) {
      double scale = Math.max(1, Math.abs(expected[j]));
      boolean same = Math.abs(got[j] - expected[j]) / scale < 1e-5;
      require(name + " at " + j + ": " + got[j] + ", plain " + expected[j], same);
    }
  }

  private static void require(String what, boolean holds) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
