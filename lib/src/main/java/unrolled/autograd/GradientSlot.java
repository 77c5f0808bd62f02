package unrolled.autograd;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Where the gradient of one tensor gathers. The first arrival is borrowed, later ones are added to
 * a buffer of our own.
 */
final class GradientSlot {
  private final DataType type;
  private final long[] shape;
  private Storage gradient;
  private Storage buffer;
  boolean retained;

  GradientSlot(DataType type, long[] shape, boolean retained) {
    this.type = type;
    this.shape = shape;
    this.retained = retained;
  }

  Storage gradient() {
    return gradient;
  }

  void add(Storage arrived) {
    if (gradient == null) {
      gradient = arrived;
    } else {
      Object own = writable();
      Storage.add(arrived.plain(), 0, own, 0, Shapes.length(shape));
    }
  }

  /** The plain array to add into: zero when nothing has arrived yet. */
  Object writable() {
    if (gradient == null || gradient != buffer) {
      int length = Shapes.length(shape);
      boolean fresh = buffer == null;
      if (fresh) {
        buffer =
            retained
                ? Storage.zeros(type, shape)
                : Storage.adopt(Workspace.array(type, length), shape);
      }
      Object own = buffer.plain();
      if (gradient != null) {
        System.arraycopy(gradient.plain(), 0, own, 0, length);
      } else if (!fresh && own instanceof float[] floats) {
        Arrays.fill(floats, 0);
      } else if (!fresh && own instanceof double[] doubles) {
        Arrays.fill(doubles, 0);
      }
      gradient = buffer;
    }
    buffer.plainChanged();
    return buffer.plain();
  }

  /** Forgets the gradient; its buffer is kept for the next one. */
  void forget() {
    gradient = null;
  }

  /** Lets go of gradient and buffer of a tensor in the middle of the graph. */
  void release() {
    if (!retained) {
      gradient = null;
      buffer = null;
    }
  }
}
