package unrolled.nn;

import java.util.Arrays;
import unrolled.autograd.Tensor;

/** The checks of what a cell is given. */
final class Inputs {
  private Inputs() {}

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
