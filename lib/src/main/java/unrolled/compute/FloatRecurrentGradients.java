package unrolled.compute;

import java.util.Arrays;

/**
 * The gradients of a recurrence's weights, from the gradients of the pre-activations of all steps.
 * Each unit's gradients are summed by one member of the team, over steps and rows in their order.
 */
public final class FloatRecurrentGradients {
  private final FloatRecurrence recurrence;
  private final FloatKernels kernels;
  private final int units;
  private final int inputs;
  private final int width;
  private final boolean oneHot;

  /** Of U, [units, width]. */
  private final float[] recurrent;

  /** Of W: [D, units] for one-hot input, [units, D padded] for dense. */
  private final float[] input;

  /** Of b, [units]. */
  private final float[] bias;

  /** Of the bias inside a GRU's candidate, [width]. */
  private final float[] candidateBias;

  FloatRecurrentGradients(FloatRecurrence recurrence) {
    this.recurrence = recurrence;
    this.kernels = recurrence.kernels;
    this.units = recurrence.units;
    this.width = recurrence.width;
    this.inputs = recurrence.shape.inputs();
    this.oneHot = recurrence.shape.oneHot();
    this.recurrent = new float[units * width];
    this.input = new float[units * (oneHot ? inputs : kernels.padded(inputs))];
    this.bias = new float[units];
    this.candidateBias = new float[width];
  }

  void compute(float[] x, int[] ids, long begun) {
    recurrence.team.split(
        units,
        kernels.padded(1),
        (from, to) -> {
          recurrence.team.checkpoint(begun);
          recurrence.recurrentWeightGradient(from, to, recurrent);
          recurrence.team.checkpoint(begun);
          Arrays.fill(bias, from, to, 0);
          if (oneHot) {
            gatherRows(ids, from, to);
          } else {
            dense(x, from, to);
          }
        });
  }

  /** Each step's gradient goes to the row of its id; the bias has been in all rows. */
  private void gatherRows(int[] ids, int from, int to) {
    for (int d = 0; d < inputs; d++) {
      Arrays.fill(input, d * units + from, d * units + to, 0);
    }
    for (int r = 0; r < ids.length; r++) {
      kernels.add(recurrence.z, r * units + from, input, ids[r] * units + from, to - from);
    }
    for (int d = 0; d < inputs; d++) {
      kernels.add(input, d * units + from, bias, from, to - from);
    }
  }

  private void dense(float[] x, int from, int to) {
    int rows = recurrence.steps * recurrence.batch;
    int wide = kernels.padded(inputs);
    recurrence.product.multiplyTransposed(
        recurrence.z, 0, units, x, 0, inputs, rows, input, wide, from, to, inputs);
    for (int r = 0; r < rows; r++) {
      kernels.add(recurrence.z, r * units + from, bias, from, to - from);
    }
  }

  /**
   * Adds a gate's part of U's gradient to columns [column, column + H) of {@code to}.
   *
   * @param dropped the mask of U seen as [G H, H], or null; what it drops has no gradient
   */
  public void addRecurrent(int block, float[] to, int stride, int column, DropoutMask dropped) {
    if (dropped != null) {
      for (int u = 0; u < recurrence.hidden; u++) {
        int row = (block * width + u) * width;
        dropped.apply(
            block * recurrence.hidden + u, recurrent, row, recurrent, row, recurrence.hidden);
      }
    }
    addRows(recurrent, block * width, width, to, stride, column, recurrence.hidden);
  }

  /** Adds a gate's part of W's gradient to columns [column, column + D) of {@code to}. */
  public void addInput(int block, float[] to, int stride, int column) {
    if (!oneHot) {
      addRows(input, block * width, kernels.padded(inputs), to, stride, column, inputs);
      return;
    }
    for (int u = 0; u < recurrence.hidden; u++) {
      for (int d = 0; d < inputs; d++) {
        to[u * stride + column + d] += input[d * units + block * width + u];
      }
    }
  }

  private void addRows(
      float[] from, int first, int fromStride, float[] to, int stride, int column, int columns) {
    for (int u = 0; u < recurrence.hidden; u++) {
      int f = (first + u) * fromStride;
      int t = u * stride + column;
      for (int j = 0; j < columns; j++) {
        to[t + j] += from[f + j];
      }
    }
  }

  /** Adds a gate's part of the gradient of b [H]. */
  public void addBias(int block, float[] to) {
    for (int u = 0; u < recurrence.hidden; u++) {
      to[u] += bias[block * width + u];
    }
  }

  /** Adds the gradient of the bias inside a GRU's candidate [H]. */
  public void addCandidateBias(float[] to) {
    float[] dz = recurrence.candidateGradients();
    int row = dz.length / (recurrence.steps * recurrence.batch);
    Arrays.fill(candidateBias, 0);
    for (int r = 0; r < dz.length; r += row) {
      kernels.add(dz, r + row - width, candidateBias, 0, width);
    }
    for (int u = 0; u < recurrence.hidden; u++) {
      to[u] += candidateBias[u];
    }
  }
}
