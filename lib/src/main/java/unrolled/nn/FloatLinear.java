package unrolled.nn;

import org.nd4j.linalg.api.buffer.DataType;
import unrolled.compute.FloatKernels;
import unrolled.compute.FloatProduct;

/**
 * A {@link Linear} map of one vector after the other, as a stream needs it: the weights are taken
 * over once, and a step allocates nothing.
 */
public final class FloatLinear {
  private final FloatProduct product = new FloatProduct(FloatKernels.best());
  private final int inputs;
  private final int outputs;
  private final float[] packed;
  private final float[] bias;
  private final float[] y;

  /**
   * The map as it is now.
   *
   * @throws IllegalStateException if its numbers are not FLOAT
   */
  public FloatLinear(Linear map) {
    if (map.weight().dataType() != DataType.FLOAT) {
      throw new IllegalStateException("map: expected type FLOAT, got " + map.weight().dataType());
    }
    inputs = map.inputSize();
    outputs = map.outputSize();
    packed = new float[product.packedLength(inputs, outputs)];
    product.packTransposed(map.weight().floats(), inputs, 0, inputs, outputs, packed);
    bias = map.bias() == null ? new float[outputs] : map.bias().floats().clone();
    y = new float[FloatKernels.best().padded(outputs)];
  }

  /**
   * W x + b.
   *
   * @param x at least as long as the map's inputs; more is not read
   * @return the map's own array, at least as long as its outputs, until the next call
   */
  public float[] apply(float[] x) {
    if (x.length < inputs) {
      throw new IllegalArgumentException(
          "x: expected length " + inputs + " or more, got " + x.length);
    }
    System.arraycopy(bias, 0, y, 0, outputs);
    product.multiply(x, 0, inputs, packed, inputs, y, 0, y.length, 1, outputs, true);
    return y;
  }
}
