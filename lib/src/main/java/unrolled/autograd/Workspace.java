package unrolled.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Memory that is used again, so that a training step leaves no garbage: while work runs in a
 * workspace, the large arrays in the middle of its graph (a layer's sequence of hidden states and
 * the gradients of such sequences) come out of it, and all go back when the work ends.
 *
 * <p>So a sequence must not outlive the work that made it. States, losses and the gradients of
 * parameters may: they never lie in a workspace. Without one every array is new and nobody needs to
 * know. For one thread at a time.
 */
public final class Workspace {
  private static final ThreadLocal<Workspace> CURRENT = new ThreadLocal<>();

  private final List<Object> lent = new ArrayList<>();
  private List<Object> free = new ArrayList<>();

  /**
   * Runs work in this workspace and returns its result; what the last work used and this one does
   * not is let go.
   */
  public <T> T run(Supplier<T> work) {
    if (!lent.isEmpty()) {
      throw new IllegalStateException("workspace: expected one that is not in use, got a used one");
    }
    Workspace before = CURRENT.get();
    CURRENT.set(this);
    try {
      return work.get();
    } finally {
      CURRENT.set(before);
      free = new ArrayList<>(lent);
      lent.clear();
    }
  }

  /** Runs work in this workspace. */
  public void run(Runnable work) {
    run(
        () -> {
          work.run();
          return null;
        });
  }

  /** An array of zeros, out of the calling thread's workspace if it has one. */
  public static float[] floats(int length) {
    return (float[]) array(DataType.FLOAT, length);
  }

  /** An array of zeros, out of the calling thread's workspace if it has one. */
  public static double[] doubles(int length) {
    return (double[]) array(DataType.DOUBLE, length);
  }

  static Object array(DataType type, int length) {
    Workspace current = CURRENT.get();
    return current == null ? fresh(type, length) : current.lend(type, length);
  }

  private static Object fresh(DataType type, int length) {
    return type == DataType.FLOAT ? new float[length] : new double[length];
  }

  private Object lend(DataType type, int length) {
    Object array = null;
    for (int k = 0; array == null && k < free.size(); k++) {
      array = zeroed(free.get(k), type, length);
    }
    if (array == null) {
      array = fresh(type, length);
    } else {
      free.remove(array); // the very array: arrays are equal to nothing but themselves
    }
    lent.add(array);
    return array;
  }

  /** The array, filled with zeros, if it has this type and length; else null. */
  private static Object zeroed(Object array, DataType type, int length) {
    if (type == DataType.FLOAT && array instanceof float[] floats && floats.length == length) {
      Arrays.fill(floats, 0);
      return floats;
    }
    if (type == DataType.DOUBLE && array instanceof double[] doubles && doubles.length == length) {
      Arrays.fill(doubles, 0);
      return doubles;
    }
    return null;
  }
}
