package unrolled.grade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTMState;

/** The numbers of an answer or of an oracle, whatever held them: in C order, with their shape. */
final class Numbers {
  static final double DOUBLE_TOLERANCE = 1e-8;
  static final double FLOAT_TOLERANCE = 2e-4;

  private final long[] shape;
  private final double[] values;
  private final boolean single;

  private Numbers(long[] shape, double[] values, boolean single) {
    this.shape = shape;
    this.values = values;
    this.single = single;
  }

  /** An oracle's numbers: a number, arrays of one to three dimensions, or a list of such. */
  static Numbers of(Object value) {
    Numbers numbers = read(value);
    if (numbers == null) {
      throw new IllegalArgumentException("value: expected numbers, got " + value);
    }
    return numbers;
  }

  /** The numbers in an object; null where it holds none. */
  static Numbers read(Object value) {
    if (value instanceof Tensor tensor) {
      return new Numbers(tensor.shape(), tensor.toDoubles(), tensor.dataType() == DataType.FLOAT);
    }
    if (value instanceof INDArray array) {
      boolean single = array.dataType() != DataType.DOUBLE;
      return new Numbers(array.shape(), array.dup('c').data().asDouble(), single);
    }
    if (value instanceof Number number) {
      return new Numbers(new long[0], new double[] {number.doubleValue()}, value instanceof Float);
    }
    if (value instanceof double[] row) {
      return new Numbers(new long[] {row.length}, row.clone(), false);
    }
    if (value instanceof float[] row) {
      double[] wide = new double[row.length];
      for (int i = 0; i < row.length; i++) {
        wide[i] = row[i];
      }
      return new Numbers(new long[] {row.length}, wide, true);
    }
    if (value instanceof int[] row) {
      return new Numbers(
          new long[] {row.length}, Arrays.stream(row).asDoubleStream().toArray(), false);
    }
    if (value instanceof LSTMState state) {
      return stacked(Arrays.asList(state.h(), state.c()));
    }
    if (value instanceof Object[] parts) {
      return stacked(Arrays.asList(parts));
    }
    return value instanceof List<?> parts ? stacked(parts) : null;
  }

  private static Numbers stacked(List<?> parts) {
    List<Numbers> read = new ArrayList<>();
    for (Object part : parts) {
      Numbers numbers = read(part);
      if (numbers == null
          || !Arrays.equals(numbers.shape, (read.isEmpty() ? numbers : read.get(0)).shape)) {
        return null;
      }
      read.add(numbers);
    }
    if (read.isEmpty()) {
      return null;
    }
    long[] inner = read.get(0).shape;
    long[] shape = new long[inner.length + 1];
    shape[0] = read.size();
    System.arraycopy(inner, 0, shape, 1, inner.length);
    double[] values = read.stream().flatMapToDouble(n -> Arrays.stream(n.values)).toArray();
    return new Numbers(shape, values, read.stream().anyMatch(n -> n.single));
  }

  boolean hasShapeOf(Numbers other) {
    return Arrays.equals(squeezed(), other.squeezed());
  }

  /** Sizes of 1 say nothing: a scalar may come as an array of one element. */
  private long[] squeezed() {
    return Arrays.stream(shape).filter(size -> size != 1).toArray();
  }

  boolean isTransposeOf(Numbers other) {
    long[] a = squeezed();
    long[] b = other.squeezed();
    return a.length == 2 && b.length == 2 && a[0] == b[1] && a[1] == b[0] && a[0] != a[1];
  }

  boolean isFinite() {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /** Whether these numbers are the expected ones, up to rounding in the type that they came in. */
  boolean matches(Numbers expected, double tolerance) {
    return hasShapeOf(expected)
        && worst(expected) <= (single ? Math.max(tolerance, FLOAT_TOLERANCE) : tolerance);
  }

  /** The largest |a - e| / (1 + |e|); NaN counts as infinite. */
  double worst(Numbers expected) {
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      double error = Math.abs(values[i] - expected.values[i]) / (1 + Math.abs(expected.values[i]));
      worst = error <= worst ? worst : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }
    return worst;
  }

  /** How many of the numbers are right, in words that go on from "the shape is right, but". */
  String share(Numbers expected) {
    long right = IntStream.range(0, values.length).filter(i -> isNear(expected, i)).count();
    if (right == values.length) {
      return "all numbers are off by a little";
    }
    return right == 0
        ? "none of the " + values.length + " numbers is"
        : "only " + right + " of " + values.length + " numbers are";
  }

  private boolean isNear(Numbers expected, int i) {
    double e = expected.values[i];
    return Math.abs(values[i] - e) <= FLOAT_TOLERANCE * (1 + Math.abs(e));
  }

  String shapeText() {
    return shape.length == 0 ? "a single number" : Arrays.toString(shape);
  }
}
