package unrolled.nn;

import java.util.Arrays;
import unrolled.compute.FloatKernels;

/**
 * Causal attention one vector at a time. The keys and values of all earlier vectors are kept, so
 * nothing is computed twice; but each step reads all of them, and there are more with every step.
 *
 * <p>Keys lie number by number, values vector by vector, so that both loops run along the memory.
 * Not for several threads at a time.
 */
public final class AttentionStream {
  private static final int FIRST_CAPACITY = 64;

  private final FloatKernels kernels = FloatKernels.best();
  private final int size;
  private final FloatLinear query;
  private final FloatLinear key;
  private final FloatLinear value;
  private final FloatLinear output;
  private final float[] mixed;
  private int length;
  private int capacity;
  private float[][] keys; // [D][capacity]
  private float[][] values; // [capacity][D]
  private float[] weights; // [capacity], whole panels of the kernels

  AttentionStream(CausalAttention attention) {
    size = attention.size();
    query = new FloatLinear(attention.query());
    key = new FloatLinear(attention.key());
    value = new FloatLinear(attention.value());
    output = new FloatLinear(attention.output());
    mixed = new float[size];
    keys = new float[size][0];
    values = new float[0][];
    clear();
  }

  /** Forgets everything; the room stays. */
  public void clear() {
    length = 0;
  }

  /**
   * One step.
   *
   * @param x [D]
   * @return y [D], in an array of the stream's own that may be longer, until the next step
   */
  public float[] read(float[] x) {
    remember(key.apply(x), value.apply(x));
    weigh(query.apply(x));
    Arrays.fill(mixed, 0);
    for (int s = 0; s < length; s++) {
      add(weights[s], values[s], mixed, size);
    }
    return output.apply(mixed);
  }

  private void remember(float[] k, float[] v) {
    if (length == capacity) {
      capacity = Math.max(kernels.padded(FIRST_CAPACITY), 2 * capacity);
      for (int a = 0; a < size; a++) {
        keys[a] = Arrays.copyOf(keys[a], capacity);
      }
      values = Arrays.copyOf(values, capacity);
      for (int s = length; s < capacity; s++) {
        values[s] = new float[size];
      }
      weights = new float[capacity];
    }
    for (int a = 0; a < size; a++) {
      keys[a][length] = k[a];
    }
    System.arraycopy(v, 0, values[length], 0, size);
    length++;
  }

  /** The softmax of q K / √D over all that is remembered. */
  private void weigh(float[] q) {
    Arrays.fill(weights, 0, length, 0);
    float scale = (float) (1 / Math.sqrt(size));
    for (int a = 0; a < size; a++) {
      add(q[a] * scale, keys[a], weights, length);
    }
    float max = Float.NEGATIVE_INFINITY;
    for (int s = 0; s < length; s++) {
      max = Math.max(max, weights[s]);
    }
    kernels.exp(weights, 0, kernels.padded(length), max);
    double sum = 0;
    for (int s = 0; s < length; s++) {
      sum += weights[s];
    }
    for (int s = 0; s < length; s++) {
      weights[s] /= (float) sum;
    }
  }

  private static void add(float factor, float[] from, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] += factor * from[i];
    }
  }

  /** How many vectors have been read. */
  public int length() {
    return length;
  }

  /**
   * Bytes of the keys and values that are remembered; the arrays have room for up to twice that.
   */
  public long cacheBytes() {
    return 2L * length * size * Float.BYTES;
  }
}
