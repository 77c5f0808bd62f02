package unrolled.autograd;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A value with two homes: an ND4J array (off the heap, for its operations) and a plain Java array
 * (for fused loops). A home is made when it is first asked for and then remembered.
 */
final class Storage {
  final DataType type;
  final long[] shape;
  private INDArray array;
  private Object plain;

  private Storage(DataType type, long[] shape, INDArray array, Object plain) {
    this.type = Shapes.floating(type);
    this.shape = shape;
    this.array = array;
    this.plain = plain;
  }

  /** Takes ownership of a result; views and other orders are copied to C order. */
  static Storage adopt(INDArray result) {
    boolean tidy =
        result.ordering() == 'c'
            && result.offset() == 0
            && result.data().length() == result.length()
            && Shape.hasDefaultStridesForShape(result);
    return new Storage(result.dataType(), result.shape(), tidy ? result : result.dup('c'), null);
  }

  /** Takes ownership of a float[] or a double[]. */
  static Storage adopt(Object plain, long... shape) {
    DataType type = plain instanceof float[] ? DataType.FLOAT : DataType.DOUBLE;
    int length = plain instanceof float[] f ? f.length : ((double[]) plain).length;
    if (length != Shapes.length(shape)) {
      throw Shapes.wrong(
          "values", Shapes.length(shape) + " for shape " + Shapes.text(shape), length);
    }
    return new Storage(type, shape.clone(), null, plain);
  }

  static Storage zeros(DataType type, long... shape) {
    return adopt(emptyPlain(type, Shapes.length(shape)), shape);
  }

  static Object emptyPlain(DataType type, int length) {
    return Shapes.floating(type) == DataType.FLOAT ? new float[length] : new double[length];
  }

  /**
   * The same elements under another shape. They share the plain home: an ND4J array reshaped again
   * and again drags a chain of parents along, which makes a deep graph quadratic.
   */
  Storage reshaped(long... newShape) {
    return adopt(plain(), newShape);
  }

  INDArray array() {
    if (array == null) {
      array =
          type == DataType.FLOAT
              ? Nd4j.createFromArray((float[]) plain).reshape('c', shape)
              : Nd4j.createFromArray((double[]) plain).reshape('c', shape);
    }
    return array;
  }

  Object plain() {
    if (plain == null) {
      int length = Shapes.length(shape);
      if (type == DataType.FLOAT) {
        float[] floats = new float[length];
        array.data().asNioFloat().get(floats);
        plain = floats;
      } else {
        double[] doubles = new double[length];
        array.data().asNioDouble().get(doubles);
        plain = doubles;
      }
    }
    return plain;
  }

  float[] floats() {
    if (type != DataType.FLOAT) {
      throw Shapes.wrong("floats()", "a tensor of type FLOAT", type);
    }
    return (float[]) plain();
  }

  double[] doubles() {
    if (type != DataType.DOUBLE) {
      throw Shapes.wrong("doubles()", "a tensor of type DOUBLE", type);
    }
    return (double[]) plain();
  }

  /** The plain home was written to: the other one is out of date. */
  void plainChanged() {
    array = null;
  }

  double get(int index) {
    return type == DataType.FLOAT ? floats()[index] : doubles()[index];
  }

  double[] toDoubles() {
    if (type == DataType.DOUBLE) {
      return doubles().clone();
    }
    float[] from = floats();
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
    return to;
  }

  Storage copy() {
    return adopt(copyOf(plain()), shape);
  }

  static Object copyOf(Object plain) {
    return plain instanceof float[] f ? f.clone() : ((double[]) plain).clone();
  }

  /** to[toAt + i] += from[fromAt + i]. */
  static void add(Object from, int fromAt, Object to, int toAt, int count) {
    if (from instanceof float[] f && to instanceof float[] t) {
      for (int i = 0; i < count; i++) {
        t[toAt + i] += f[fromAt + i];
      }
    } else {
      double[] f = (double[]) from;
      double[] t = (double[]) to;
      for (int i = 0; i < count; i++) {
        t[toAt + i] += f[fromAt + i];
      }
    }
  }
}
