package unrolled.autograd;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/** The checks at the door: what was expected of a shape, and what came. */
final class Shapes {
  private Shapes() {}

  static IllegalArgumentException wrong(String argument, String expected, Object came) {
    return new IllegalArgumentException(argument + ": expected " + expected + ", got " + came);
  }

  static String text(long... shape) {
    return Arrays.toString(shape);
  }

  /** The number of elements; every size must be at least 1. */
  static int length(long... shape) {
    long product = 1;
    for (long size : shape) {
      if (size < 1) {
        throw wrong("shape", "sizes of at least 1", text(shape));
      }
      product = Math.multiplyExact(product, size);
    }
    return Math.toIntExact(product);
  }

  static DataType floating(DataType type) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw wrong("type", "FLOAT or DOUBLE", type);
    }
    return type;
  }

  static void sameType(String argument, Tensor a, Tensor b) {
    if (a.dataType() != b.dataType()) {
      throw wrong(argument, "type " + a.dataType(), b.dataType());
    }
  }

  /** A dimension counted from the front (0, 1, ...) or from the back (-1, -2, ...). */
  static int dimension(String operation, int dim, long[] shape) {
    int counted = dim < 0 ? dim + shape.length : dim;
    if (counted < 0 || counted >= shape.length) {
      String expected = "a dimension of shape " + text(shape);
      throw wrong(operation + ", dim", expected, dim);
    }
    return counted;
  }

  static void rank(String argument, int rank, Tensor tensor) {
    if (tensor.rank() != rank) {
      throw wrong(argument, "rank " + rank, "shape " + text(tensor.shape()));
    }
  }

  static void same(String argument, long[] expected, Tensor tensor) {
    if (!Arrays.equals(expected, tensor.shape())) {
      throw wrong(argument, "shape " + text(expected), text(tensor.shape()));
    }
  }

  /** The shape that two tensors broadcast to. */
  static long[] broadcast(String operation, Tensor a, Tensor b) {
    sameType(operation + ", other", a, b);
    long[] left = a.shape();
    long[] right = b.shape();
    if (Arrays.equals(left, right) || fits(right, left)) {
      return left;
    }
    if (fits(left, right)) {
      return right;
    }
    throw wrong(
        operation + ", other",
        "shape " + text(left) + ", its last size alone, or a scalar",
        text(right));
  }

  private static boolean fits(long[] small, long[] big) {
    return small.length == 0
        || (small.length == 1 && big.length > 1 && big[big.length - 1] == small[0]);
  }

  /** The product of the sizes in dimensions from (inclusive) to to (exclusive). */
  static int product(long[] shape, int from, int to) {
    return length(Arrays.copyOfRange(shape, from, to));
  }

  static long[] with(long[] shape, int dim, long size) {
    long[] changed = shape.clone();
    changed[dim] = size;
    return changed;
  }

  static long[] without(long[] shape, int dim) {
    long[] changed = new long[shape.length - 1];
    System.arraycopy(shape, 0, changed, 0, dim);
    System.arraycopy(shape, dim + 1, changed, dim, shape.length - dim - 1);
    return changed;
  }

  static long[] inserted(long[] shape, int dim, long size) {
    long[] changed = new long[shape.length + 1];
    System.arraycopy(shape, 0, changed, 0, dim);
    changed[dim] = size;
    System.arraycopy(shape, dim, changed, dim + 1, shape.length - dim);
    return changed;
  }
}
