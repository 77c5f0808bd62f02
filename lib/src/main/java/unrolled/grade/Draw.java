package unrolled.grade;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.factory.Nd4j;
import unrolled.autograd.Tensor;
import unrolled.nn.Linear;

/**
 * One random draw of a check's inputs. The sizes differ from each other, so that a transposed
 * product shows; the biases are far from zero, so that a forgotten one does.
 */
final class Draw {
  private static final int[][] SIZES = {
    {2, 3, 4}, {2, 4, 3}, {3, 2, 4}, {3, 4, 2}, {4, 2, 3}, {4, 3, 2}, {5, 2, 3}, {2, 5, 4},
    {3, 5, 2}
  };

  final RandomGenerator random;

  /** Batch B, input size D, hidden size H, time steps T: four different numbers. */
  final int batch;

  final int inputs;
  final int hidden;
  final int steps;

  Draw(RandomGenerator random) {
    this.random = random;
    int[] sizes = SIZES[random.nextInt(SIZES.length)];
    batch = sizes[0];
    inputs = sizes[1];
    hidden = sizes[2];
    steps = 6 + random.nextInt(3);
  }

  double number(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  double[] vector(int length) {
    double[] v = new double[length];
    for (int i = 0; i < length; i++) {
      v[i] = number(-1, 1);
    }
    return v;
  }

  double[] bias(int length) {
    double[] v = new double[length];
    for (int i = 0; i < length; i++) {
      v[i] = (random.nextBoolean() ? 1 : -1) * number(0.3, 0.9);
    }
    return v;
  }

  double[][] matrix(int rows, int columns) {
    double[][] m = new double[rows][];
    for (int r = 0; r < rows; r++) {
      m[r] = vector(columns);
    }
    return m;
  }

  /** [T][B][D]. */
  double[][][] sequence(int steps, int batch, int width) {
    double[][][] x = new double[steps][][];
    for (int t = 0; t < steps; t++) {
      x[t] = matrix(batch, width);
    }
    return x;
  }

  static Tensor tensor(double[][] value) {
    return Tensor.of(value);
  }

  /** [T, B, D]. */
  static Tensor tensor(double[][][] value) {
    return Tensor.of(Nd4j.create(value));
  }

  static Linear linear(double[][] weight, double[] bias) {
    return Linear.of(Tensor.of(weight), bias == null ? null : Tensor.vector(bias));
  }
}
