package unrolled.reference;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unrolled.autograd.Tensor;

/** The checks of what an oracle is given, and the change between time first and time last. */
final class Sequences {
  private Sequences() {}

  /** -1 in expected stands for any size. */
  static void check(String argument, Tensor tensor, DataType type, long... expected) {
    long[] shape = tensor.shape();
    boolean fits = shape.length == expected.length;
    for (int d = 0; fits && d < shape.length; d++) {
      fits = expected[d] == -1 || expected[d] == shape[d];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          argument
              + ": expected shape "
              + Arrays.toString(expected).replace("-1", "any")
              + ", got "
              + Arrays.toString(shape));
    }
    if (tensor.dataType() != type) {
      throw new IllegalArgumentException(
          argument + ": expected type " + type + ", got " + tensor.dataType());
    }
  }

  /** Each of count states must be [1, B, H]. */
  static void checkState(
      List<Tensor> state, int count, DataType type, long batch, long hiddenSize) {
    if (state.size() != count) {
      throw new IllegalArgumentException(
          "state: expected " + count + " tensors, got " + state.size());
    }
    state.forEach(s -> check("state", s, type, 1, batch, hiddenSize));
  }

  /** [T, B, D] as DL4J's [B, D, T]. */
  static INDArray timeLast(Tensor x) {
    return x.array().permute(1, 2, 0).dup('f');
  }

  /** DL4J's [B, D, T] as [T, B, D]. */
  static Tensor timeFirst(INDArray x) {
    return Tensor.of(x.permute(2, 0, 1));
  }
}
