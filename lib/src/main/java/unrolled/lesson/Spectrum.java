package unrolled.lesson;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import unrolled.autograd.Tensor;

/**
 * What a matrix does when it is applied again and again. One application stretches a vector by at
 * most the largest singular value; in the long run the spectral radius, the largest |eigenvalue|,
 * decides. Computed in double by Apache Commons Math.
 */
public final class Spectrum {
  private Spectrum() {}

  /** The singular values of a matrix [M, N], largest first. */
  public static double[] singularValues(Tensor matrix) {
    return new SingularValueDecomposition(matrix(matrix)).getSingularValues();
  }

  /** The largest |eigenvalue| of a matrix [N, N]. */
  public static double radius(Tensor square) {
    if (square.rank() != 2 || square.size(0) != square.size(1)) {
      throw new IllegalArgumentException(
          "square: expected shape [N, N], got " + Arrays.toString(square.shape()));
    }
    EigenDecomposition eigen = new EigenDecomposition(matrix(square));
    double[] real = eigen.getRealEigenvalues();
    double[] imaginary = eigen.getImagEigenvalues();
    double largest = 0;
    for (int n = 0; n < real.length; n++) {
      largest = Math.max(largest, Math.hypot(real[n], imaginary[n]));
    }
    return largest;
  }

  /**
   * The matrix times the number that makes its spectral radius the given one: a constant of the
   * same type.
   *
   * @throws IllegalArgumentException if the matrix has only zero eigenvalues, or radius is not
   *     positive
   */
  public static Tensor scaledTo(double radius, Tensor square) {
    double now = radius(square);
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("radius: expected a positive number, got " + radius);
    }
    if (now == 0) {
      throw new IllegalArgumentException(
          "square: expected an eigenvalue other than zero, got " + square);
    }
    return square.detach().mul(radius / now);
  }

  private static RealMatrix matrix(Tensor a) {
    if (a.rank() != 2) {
      throw new IllegalArgumentException(
          "matrix: expected shape [M, N], got " + Arrays.toString(a.shape()));
    }
    double[] values = a.toDoubles();
    int columns = (int) a.size(1);
    double[][] rows = new double[(int) a.size(0)][];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = Arrays.copyOfRange(values, r * columns, (r + 1) * columns);
    }
    return new Array2DRowRealMatrix(rows, false);
  }
}
