package unrolled.grade;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The oracles' arithmetic, in plain arrays: what they say depends on nothing that a cell could
 * touch. Matrices are [rows][columns].
 */
final class Plain {
  private Plain() {}

  /** x Wᵀ + b for x [N][K], w [M][K]; b may be null. */
  static double[][] affine(double[][] x, double[][] w, double[] b) {
    double[][] y = new double[x.length][w.length];
    for (int n = 0; n < x.length; n++) {
      for (int m = 0; m < w.length; m++) {
        y[n][m] = dot(x[n], w[m]) + (b == null ? 0 : b[m]);
      }
    }
    return y;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double[][] map(double[][] a, DoubleUnaryOperator f) {
    return Arrays.stream(a)
        .map(row -> Arrays.stream(row).map(f).toArray())
        .toArray(double[][]::new);
  }

  static double[][] zip(double[][] a, double[][] b, DoubleBinaryOperator f) {
    double[][] y = new double[a.length][];
    for (int r = 0; r < a.length; r++) {
      y[r] = new double[a[r].length];
      for (int c = 0; c < a[r].length; c++) {
        y[r][c] = f.applyAsDouble(a[r][c], b[r][c]);
      }
    }
    return y;
  }

  static double[][] add(double[][] a, double[][] b) {
    return zip(a, b, Double::sum);
  }

  /** The elementwise product. */
  static double[][] mul(double[][] a, double[][] b) {
    return zip(a, b, (p, q) -> p * q);
  }

  static double[][] sigmoid(double[][] a) {
    return map(a, v -> 1 / (1 + Math.exp(-v)));
  }

  static double[][] tanh(double[][] a) {
    return map(a, Math::tanh);
  }

  /** The columns of a, then those of b. */
  static double[][] concat(double[][] a, double[][] b) {
    double[][] y = new double[a.length][];
    for (int r = 0; r < a.length; r++) {
      y[r] = Arrays.copyOf(a[r], a[r].length + b[r].length);
      System.arraycopy(b[r], 0, y[r], a[r].length, b[r].length);
    }
    return y;
  }

  static double[][] transpose(double[][] a) {
    double[][] y = new double[a[0].length][a.length];
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < a[0].length; c++) {
        y[c][r] = a[r][c];
      }
    }
    return y;
  }

  /** Columns from (inclusive) to to (exclusive). */
  static double[][] columns(double[][] a, int from, int to) {
    return Arrays.stream(a).map(row -> Arrays.copyOfRange(row, from, to)).toArray(double[][]::new);
  }

  static double[][] zeros(int rows, int columns) {
    return new double[rows][columns];
  }

  static double[][] copy(double[][] a) {
    return map(a, v -> v);
  }

  /** The first index reversed. */
  static double[][][] reversed(double[][][] a) {
    double[][][] y = new double[a.length][][];
    for (int t = 0; t < a.length; t++) {
      y[t] = a[a.length - 1 - t];
    }
    return y;
  }
}
