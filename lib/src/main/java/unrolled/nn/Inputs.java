package unrolled.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import unrolled.autograd.Tensor;

/** The checks of what a cell is given. */
final class Inputs {
  private Inputs() {}

  /** x [T, B, D] as T tensors [B, D]. */
  static List<Tensor> steps(Tensor x, int inputSize) {
    if (x.rank() != 3 || x.size(2) != inputSize) {
      throw new IllegalArgumentException(
          "x: expected shape [T, B, " + inputSize + "], got " + Arrays.toString(x.shape()));
    }
    return IntStream.range(0, (int) x.size(0)).mapToObj(t -> x.select(0, t)).toList();
  }

  /** x must be [B, D] and the states [B, H]. */
  static void check(Tensor x, int inputSize, int hiddenSize, Tensor... states) {
    if (x.rank() != 2 || x.size(1) != inputSize) {
      throw new IllegalArgumentException(
          "x: expected shape [B, " + inputSize + "], got " + Arrays.toString(x.shape()));
    }
    for (Tensor state : states) {
      if (!Arrays.equals(state.shape(), new long[] {x.size(0), hiddenSize})) {
        throw new IllegalArgumentException(
            "state: expected shape ["
                + x.size(0)
                + ", "
                + hiddenSize
                + "], got "
                + Arrays.toString(state.shape()));
      }
    }
  }
}
