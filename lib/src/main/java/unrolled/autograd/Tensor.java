package unrolled.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array that remembers how it was made. Arrays are in C order, FLOAT or DOUBLE, with sizes of at
 * least 1; a scalar has rank 0. Sum, difference, product and quotient of two tensors are
 * elementwise and broadcast in three cases: equal shapes, [..., N] with [N], any shape with a
 * scalar. Shape and type errors are {@link IllegalArgumentException}s that name the argument, what
 * was expected and what came.
 */
public final class Tensor {
  /**
   * The chain rule of one operation: gets the gradient of each output (null where an output was not
   * used) and adds to its inputs by {@link Tensor#accumulateGradient} or into {@link
   * Tensor#floatGradientBuffer}.
   */
  @FunctionalInterface
  public interface Backward {
    void accept(List<Tensor> outputGradients);
  }

  private final Storage storage;
  private final GradientSlot slot;
  private final Node producer;

  private Tensor(Storage storage, GradientSlot slot, Node producer) {
    this.storage = storage;
    this.slot = slot;
    this.producer = producer;
  }

  static Tensor constant(Storage storage) {
    return new Tensor(storage, null, null);
  }

  /** A constant with a copy of the value. */
  public static Tensor of(INDArray value) {
    return constant(Storage.adopt(value.dup('c')));
  }

  /** A DOUBLE matrix of the given rows, all equally long. */
  public static Tensor of(double[][] rows) {
    return of(rows, DataType.DOUBLE);
  }

  /** A matrix of the given rows, all equally long. */
  public static Tensor of(double[][] rows, DataType type) {
    if (rows.length == 0) {
      throw Shapes.wrong("rows", "at least one row", "none");
    }
    int columns = rows[0].length;
    double[] values = new double[rows.length * columns];
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length != columns) {
        throw Shapes.wrong(
            "rows", "every row of length " + columns, rows[r].length + " in row " + r);
      }
      System.arraycopy(rows[r], 0, values, r * columns, columns);
    }
    return of(values, rows.length, columns).to(type);
  }

  /** A DOUBLE vector. */
  public static Tensor vector(double... values) {
    return of(values.clone(), values.length);
  }

  /** A vector of the given type. */
  public static Tensor vector(DataType type, double... values) {
    return vector(values).to(type);
  }

  /** A DOUBLE scalar (rank 0). */
  public static Tensor scalar(double value) {
    return of(new double[] {value});
  }

  /** A scalar (rank 0) of the given type. */
  public static Tensor scalar(DataType type, double value) {
    return scalar(value).to(type);
  }

  /** A FLOAT tensor over values in C order. Takes ownership: do not write to values afterwards. */
  public static Tensor of(float[] values, long... shape) {
    return constant(Storage.adopt(values, shape));
  }

  /** A DOUBLE tensor over values in C order. Takes ownership: do not write to values afterwards. */
  public static Tensor of(double[] values, long... shape) {
    return constant(Storage.adopt(values, shape));
  }

  /** A constant of zeros. */
  public static Tensor zeros(DataType type, long... shape) {
    return constant(Storage.zeros(type, shape));
  }

  /** Independent values from U(low, high), the same numbers for FLOAT (rounded) and DOUBLE. */
  public static Tensor uniform(
      RandomGenerator random, double low, double high, DataType type, long... shape) {
    double[] values = new double[Shapes.length(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = low + (high - low) * random.nextDouble();
    }
    return of(values, shape).to(type);
  }

  /** A leaf that collects a gradient, with a copy of the value. */
  public static Tensor parameter(Tensor value) {
    Storage copy = value.storage.copy();
    return new Tensor(copy, new GradientSlot(copy.type, copy.shape, true), null);
  }

  /** A leaf that collects a gradient, with a copy of the value. */
  public static Tensor parameter(INDArray value) {
    return parameter(of(value));
  }

  /**
   * The extension point for fused layers: one operation with several outputs. The values are taken
   * over as the outputs' values. Under {@link NoGradient}, or when no input requires a gradient,
   * the values come back as they are and backward is dropped.
   */
  public static List<Tensor> node(
      String name, List<Tensor> inputs, List<Tensor> values, Backward backward) {
    if (NoGradient.active() || inputs.stream().noneMatch(Tensor::requiresGradient)) {
      return values.stream().map(Tensor::detach).toList();
    }
    List<GradientSlot> slots = new ArrayList<>(values.size());
    for (Tensor value : values) {
      slots.add(new GradientSlot(value.storage.type, value.storage.shape, false));
    }
    Node node = new Node(name, List.copyOf(inputs), slots, backward);
    List<Tensor> outputs = new ArrayList<>(values.size());
    for (int i = 0; i < slots.size(); i++) {
      outputs.add(new Tensor(values.get(i).storage, slots.get(i), node));
    }
    return List.copyOf(outputs);
  }

  Node producer() {
    return producer;
  }

  Storage storage() {
    return storage;
  }

  /** The value as an ND4J array: to read, not to write. */
  public INDArray array() {
    return storage.array();
  }

  /** The value of a FLOAT tensor as a plain array in C order: to read, not to write. */
  public float[] floats() {
    return storage.floats();
  }

  /** The value of a DOUBLE tensor as a plain array in C order: to read, not to write. */
  public double[] doubles() {
    return storage.doubles();
  }

  /** A copy of the value in C order, for either type. */
  public double[] toDoubles() {
    return storage.toDoubles();
  }

  public long[] shape() {
    return storage.shape.clone();
  }

  public int rank() {
    return storage.shape.length;
  }

  /** The size of one dimension; -1 is the last. */
  public long size(int dim) {
    return storage.shape[Shapes.dimension("size", dim, storage.shape)];
  }

  public DataType dataType() {
    return storage.type;
  }

  /** The only element of a tensor with one element. */
  public double item() {
    if (Shapes.length(storage.shape) != 1) {
      throw Shapes.wrong("item", "a tensor with one element", "shape " + Shapes.text(shape()));
    }
    return storage.get(0);
  }

  /** Whether backward can reach it: a parameter, or made of one while recording. */
  public boolean requiresGradient() {
    return slot != null;
  }

  /**
   * dL/d(this), or null before a backward has reached it. Kept for parameters, and for other
   * tensors only after {@link #retainGradient()}. A view: the next backward adds to it.
   */
  public Tensor gradient() {
    return slot == null || slot.gradient() == null ? null : constant(slot.gradient());
  }

  /** Asks a tensor in the middle of the graph to keep its gradient after backward; returns this. */
  public Tensor retainGradient() {
    recorded("retainGradient").retained = true;
    return this;
  }

  /** Forgets the gradient and keeps its buffer for the next. */
  public void zeroGradient() {
    if (slot != null) {
      slot.forget();
    }
  }

  /** Gradients of this scalar, added to every parameter behind it; then the graph is released. */
  public void backward() {
    if (Shapes.length(storage.shape) != 1) {
      throw Shapes.wrong("backward()", "a loss with one element", "shape " + Shapes.text(shape()));
    }
    Storage one = Storage.zeros(storage.type, storage.shape);
    backward(constant(one).add(1));
  }

  /** As {@link #backward()}, for a tensor of any shape and dL/d(this) of the same shape. */
  public void backward(Tensor outputGradient) {
    GradientSlot own = recorded("backward");
    checkLike("outputGradient", outputGradient);
    own.add(outputGradient.storage);
    if (producer != null) {
      NoGradient.run(() -> Node.backward(producer));
    }
  }

  private GradientSlot recorded(String operation) {
    if (slot == null) {
      throw new IllegalStateException(
          operation + ": this tensor requires no gradient (a constant, detached, or NoGradient)");
    }
    return slot;
  }

  private void checkLike(String argument, Tensor other) {
    Shapes.same(argument, storage.shape, other);
    if (other.dataType() != storage.type) {
      throw Shapes.wrong(argument, "type " + storage.type, other.dataType());
    }
  }

  /** The same value as a constant: no gradient passes it. */
  public Tensor detach() {
    return constant(storage);
  }

  /** The value as a constant of another type; itself, detached, when the type is the same. */
  public Tensor to(DataType type) {
    if (Shapes.floating(type) == storage.type) {
      return detach();
    }
    if (type == DataType.DOUBLE) {
      return of(toDoubles(), storage.shape);
    }
    double[] from = storage.doubles();
    float[] rounded = new float[from.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) from[i];
    }
    return of(rounded, storage.shape);
  }

  /**
   * For backward functions: adds to dL/d(this). A tensor that requires no gradient ignores it. The
   * given tensor may be kept: do not write to its array afterwards.
   */
  public void accumulateGradient(Tensor gradient) {
    if (slot != null) {
      checkLike("gradient", gradient);
      slot.add(gradient.storage);
    }
  }

  /** For backward functions: the FLOAT array of dL/d(this) to add into; zero when fresh. */
  public float[] floatGradientBuffer() {
    storage.floats();
    return (float[]) recorded("floatGradientBuffer").writable();
  }

  /** For backward functions: the DOUBLE array of dL/d(this) to add into; zero when fresh. */
  public double[] doubleGradientBuffer() {
    storage.doubles();
    return (double[]) recorded("doubleGradientBuffer").writable();
  }

  /** For optimisers: writes to a FLOAT parameter in place. */
  public void updateFloats(Consumer<float[]> write) {
    leaf();
    write.accept(storage.floats());
    storage.plainChanged();
  }

  /** For optimisers: writes to a DOUBLE parameter in place. */
  public void updateDoubles(Consumer<double[]> write) {
    leaf();
    write.accept(storage.doubles());
    storage.plainChanged();
  }

  /** Overwrites a parameter with a value of the same shape and type. */
  public void assign(Tensor value) {
    leaf();
    checkLike("value", value);
    System.arraycopy(value.storage.plain(), 0, storage.plain(), 0, Shapes.length(storage.shape));
    storage.plainChanged();
  }

  private void leaf() {
    if (slot == null || producer != null) {
      throw new IllegalStateException("update: only a parameter's value can be written");
    }
  }

  /** The elementwise sum; broadcasts. */
  public Tensor add(Tensor other) {
    return Arithmetic.add(this, other);
  }

  /** The elementwise difference; broadcasts. */
  public Tensor sub(Tensor other) {
    return Arithmetic.sub(this, other);
  }

  /** The elementwise (Hadamard) product; broadcasts. */
  public Tensor mul(Tensor other) {
    return Arithmetic.mul(this, other);
  }

  /** The elementwise quotient; broadcasts. */
  public Tensor div(Tensor other) {
    return Arithmetic.div(this, other);
  }

  public Tensor neg() {
    return mul(-1);
  }

  public Tensor mul(double factor) {
    return Arithmetic.scale(this, factor);
  }

  public Tensor add(double term) {
    return Arithmetic.shift(this, term);
  }

  /** The matrix product [N, K] x [K, M] -> [N, M]. */
  public Tensor matmul(Tensor other) {
    return Arithmetic.matmul(this, other);
  }

  /** [N, M] -> [M, N]. */
  public Tensor transpose() {
    return Arithmetic.transpose(this);
  }

  /** The same elements in C order under another shape. */
  public Tensor reshape(long... shape) {
    return Arithmetic.reshape(this, shape);
  }

  /** The part from (inclusive) to to (exclusive) of one dimension. */
  public Tensor slice(int dim, long from, long to) {
    return Blocks.slice(this, dim, from, to);
  }

  /** One index of a dimension, which disappears. */
  public Tensor select(int dim, long index) {
    int d = Shapes.dimension("select", dim, storage.shape);
    if (index < 0 || index >= storage.shape[d]) {
      throw Shapes.wrong("select, index", "0 to " + (storage.shape[d] - 1), index);
    }
    return slice(d, index, index + 1).reshape(Shapes.without(storage.shape, d));
  }

  /** The sum of all elements: a scalar. */
  public Tensor sum() {
    return Arithmetic.sum(this);
  }

  /** The sum over one dimension, which disappears. */
  public Tensor sum(int dim) {
    return Arithmetic.sum(this, dim);
  }

  /** The mean of all elements: a scalar. */
  public Tensor mean() {
    return sum().mul(1.0 / Shapes.length(storage.shape));
  }

  @Override
  public String toString() {
    String values = Shapes.length(storage.shape) > 20 ? "..." : Arrays.toString(toDoubles());
    return "Tensor" + Shapes.text(storage.shape) + " " + storage.type + " " + values;
  }
}
