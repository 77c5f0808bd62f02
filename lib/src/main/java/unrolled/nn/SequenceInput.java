package unrolled.nn;

import unrolled.autograd.Tensor;

/**
 * What a layer reads: a dense tensor [T, B, D], or ids [T][B] that stand for one-hot vectors.
 *
 * @param dense null where the input is one-hot
 * @param oneHot null where the input is dense
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier inside the package, never compared
record SequenceInput(Tensor dense, int[][] oneHot) {
  int steps() {
    return dense == null ? oneHot.length : (int) dense.size(0);
  }

  int batch() {
    return dense == null ? oneHot[0].length : (int) dense.size(1);
  }

  /** The ids side by side, [T, B], last step first if {@code reverse}; null for dense input. */
  int[] ids(boolean reverse) {
    if (oneHot == null) {
      return null;
    }
    int steps = steps();
    int[] flat = new int[steps * batch()];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(oneHot[reverse ? steps - 1 - t : t], 0, flat, t * batch(), batch());
    }
    return flat;
  }
}
