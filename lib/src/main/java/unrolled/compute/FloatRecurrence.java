package unrolled.compute;

import java.util.Arrays;

/**
 * One direction of one recurrent layer over a chunk of T steps: what the cells have in common.
 *
 * <p>Forward, {@code z[t] = W x[t] + b} is computed for all steps at once, then each cell walks
 * along time and adds what comes from {@code h[t-1]}. Backward, the cell walks back and leaves the
 * gradients of the pre-activations in {@code z}; the gradients of W, U, b and x follow from them in
 * products over the whole chunk.
 *
 * <p>Units lie side by side in G blocks of {@code width} (the hidden size, padded). Rows of the
 * batch are shared among a team; since each row is computed alone and each weight's gradient by one
 * member, the result does not depend on the number of threads.
 */
public abstract class FloatRecurrence {
  final FloatKernels kernels = FloatKernels.best();
  final FloatProduct product = new FloatProduct(kernels);
  final Team team;

  /** Sizes: time steps, batch, input, hidden, padded hidden, blocks of units. */
  final int steps;

  final int batch;
  final int inputs;
  final int hidden;
  final int width;
  final int blocks;

  /** Pre-activations, then activations, then gradients of the pre-activations: [T, B, G width]. */
  final float[] z;

  /** Hidden states, the initial one first: [T + 1, B, width]. */
  final float[] h;

  /** Gradients of the hidden states, the initial one first: [T + 1, B, width]. */
  private float[] dh;

  private float[] x;
  private int[] ids;
  private FloatRecurrentWeights weights;

  FloatRecurrence(int steps, int batch, int inputs, int hidden, int blocks, Team team) {
    this.steps = steps;
    this.batch = batch;
    this.inputs = inputs;
    this.hidden = hidden;
    this.width = kernels.padded(hidden);
    this.blocks = blocks;
    this.team = team;
    this.z = new float[steps * batch * blocks * width];
    this.h = new float[(steps + 1) * batch * width];
  }

  /** A recurrence of that kind, with its arrays for chunks of these sizes. */
  public static FloatRecurrence of(
      CellKind kind, int steps, int batch, int inputs, int hidden, Team team) {
    return switch (kind) {
      case RNN -> new FloatRnn(steps, batch, inputs, hidden, team);
      case LSTM -> new FloatLstm(steps, batch, inputs, hidden, team);
      case GRU_RESET_BEFORE -> new FloatGru(steps, batch, inputs, hidden, false, team);
      case GRU_RESET_AFTER -> new FloatGru(steps, batch, inputs, hidden, true, team);
    };
  }

  /** Whether it was made for chunks of these sizes. */
  public final boolean fits(int steps, int batch, Team team) {
    return this.steps == steps && this.batch == batch && this.team == team;
  }

  /** The units' distance in a row of weights, biases or pre-activations: G times this. */
  public final int width() {
    return width;
  }

  final float[] hiddenGradient() {
    return dh;
  }

  final FloatRecurrentWeights weights() {
    return weights;
  }

  /** Where row b of step t starts in an array [T, B, rowLength]. */
  final int at(int t, int b, int rowLength) {
    return (t * batch + b) * rowLength;
  }

  /**
   * Runs the chunk.
   *
   * @param weights packed for this layer
   * @param x dense input [T, B, D], or null where {@code ids} holds the index of the one in a
   *     one-hot input, [T, B]
   * @param initial the initial hidden state [B, H] and, for an LSTM, cell state; null for zero
   */
  public void forward(FloatRecurrentWeights weights, float[] x, int[] ids, float[][] initial) {
    this.weights = weights;
    this.x = x;
    this.ids = ids;
    widen(initial[0], h);
    int row = blocks * width;
    team.split(
        batch,
        8,
        (from, to) -> {
          for (int t = 0; t < steps; t++) {
            project(t, from, to, row);
            step(t, from, to);
          }
        });
  }

  /** z[t] = b + W x[t], as a product or, for one-hot input, as a gather of rows. */
  private void project(int t, int from, int to, int row) {
    for (int b = from; b < to; b++) {
      if (ids == null) {
        System.arraycopy(weights.bias(), 0, z, at(t, b, row), row);
      } else {
        System.arraycopy(weights.rows(), ids[t * batch + b] * row, z, at(t, b, row), row);
      }
    }
    if (ids == null) {
      float[] packed = weights.inputPacked();
      int z0 = at(t, from, row);
      product.multiply(
          x, at(t, from, inputs), inputs, packed, inputs, z, z0, row, to - from, row, true);
    }
  }

  /** Rows [from, to) of step t forward: from z[t] and h[t] (the last state) to h[t + 1]. */
  abstract void step(int t, int from, int to);

  /**
   * Rows [from, to) of step t backward: from the gradient of h[t + 1] to gradients in z[t], adding
   * to the gradient of h[t].
   */
  abstract void stepBack(int t, int from, int to);

  /**
   * Walks back.
   *
   * @param dSequence gradient of the hidden states of all steps [T, B, H], or null
   * @param dLast gradients of the last states [B, H], each may be null
   */
  public void backward(float[] dSequence, float[][] dLast) {
    if (dh == null) {
      dh = new float[h.length];
    }
    team.split(
        batch,
        8,
        (from, to) -> {
          for (int t = 0; t <= steps; t++) {
            seed(t, from, to, dSequence, dLast[0]);
          }
          for (int t = steps - 1; t >= 0; t--) {
            stepBack(t, from, to);
          }
        });
  }

  private void seed(int t, int from, int to, float[] dSequence, float[] dLast) {
    for (int b = from; b < to; b++) {
      int row = at(t, b, width);
      if (t > 0 && dSequence != null) {
        System.arraycopy(dSequence, at(t - 1, b, hidden), dh, row, hidden);
        Arrays.fill(dh, row + hidden, row + width, 0);
      } else {
        Arrays.fill(dh, row, row + width, 0);
      }
      if (t == steps && dLast != null) {
        for (int u = 0; u < hidden; u++) {
          dh[row + u] += dLast[b * hidden + u];
        }
      }
    }
  }

  /** The hidden states of all steps, [T, B, H]. */
  public final void sequence(float[] into) {
    narrow(h, batch * width, into, steps * batch);
  }

  /** How many states are carried along: the hidden state and, for an LSTM, the cell state. */
  public int states() {
    return 1;
  }

  /** The last hidden state (0) or cell state (1), [B, H]. */
  public void lastState(int which, float[] into) {
    narrow(h, steps * batch * width, into, batch);
  }

  /** The gradient of the initial state, [B, H]; after the walk back. */
  public void initialStateGradient(int which, float[] into) {
    narrow(dh, 0, into, batch);
  }

  /** The gradient of the dense input, [T, B, D]; after the walk back. */
  public final void inputGradient(float[] into) {
    int row = blocks * width;
    int wide = kernels.padded(inputs);
    float[] packed = weights.inputTransposedPacked();
    team.split(
        steps * batch,
        8,
        (from, to) -> {
          float[] scratch = new float[8 * wide];
          for (int r = from; r < to; r += 8) {
            int rows = Math.min(8, to - r);
            product.multiply(z, r * row, row, packed, row, scratch, 0, wide, rows, inputs, false);
            for (int k = 0; k < rows; k++) {
              System.arraycopy(scratch, k * wide, into, (r + k) * inputs, inputs);
            }
          }
        });
  }

  /** The gradient of W, [G width, D]; after the walk back. */
  public final void inputWeightGradient(float[] into) {
    if (ids == null) {
      denseWeightGradient(into);
    } else {
      oneHotWeightGradient(into);
    }
  }

  private void denseWeightGradient(float[] into) {
    int row = blocks * width;
    int wide = kernels.padded(inputs);
    float[] padded = new float[steps * batch * wide];
    for (int r = 0; r < steps * batch; r++) {
      System.arraycopy(x, r * inputs, padded, r * wide, inputs);
    }
    float[] sum = new float[row * wide];
    team.split(
        row,
        8,
        (from, to) ->
            product.multiplyTransposed(
                z, 0, row, padded, 0, wide, steps * batch, sum, wide, from, to, inputs));
    for (int m = 0; m < row; m++) {
      System.arraycopy(sum, m * wide, into, m * inputs, inputs);
    }
  }

  private void oneHotWeightGradient(float[] into) {
    int row = blocks * width;
    float[] byInput = new float[inputs * row];
    team.split(
        row,
        kernels.lanes(),
        (from, to) -> {
          for (int r = 0; r < steps * batch; r++) {
            int sum = ids[r] * row;
            for (int n = from; n < to; n++) {
              byInput[sum + n] += z[r * row + n];
            }
          }
        });
    for (int d = 0; d < inputs; d++) {
      for (int n = 0; n < row; n++) {
        into[n * inputs + d] = byInput[d * row + n];
      }
    }
  }

  /** The gradient of U, [G width, width]; after the walk back. */
  public abstract void recurrentWeightGradient(float[] into);

  /** Rows [first block, last block) of U's gradient: sum over all steps of dz[t] times s[t]. */
  final void recurrentProduct(
      float[] dz, int dzBlocks, int firstBlock, int lastBlock, float[] states, float[] into) {
    team.split(
        (lastBlock - firstBlock) * width,
        8,
        (from, to) ->
            product.multiplyTransposed(
                dz,
                0,
                dzBlocks * width,
                states,
                0,
                width,
                steps * batch,
                into,
                width,
                firstBlock * width + from,
                firstBlock * width + to,
                width));
  }

  /** The gradient of the bias inside a GRU's candidate, [width]; no other cell has one. */
  public void candidateBiasGradient(float[] into) {
    throw new UnsupportedOperationException("candidate bias: only a GRU has one");
  }

  /** The gradient of b, [G width]; after the walk back. */
  public final void biasGradient(float[] into) {
    columnSums(z, blocks * width, into);
  }

  final void columnSums(float[] a, int row, float[] into) {
    Arrays.fill(into, 0);
    for (int r = 0; r < steps * batch; r++) {
      for (int n = 0; n < row; n++) {
        into[n] += a[r * row + n];
      }
    }
  }

  /** Copies [B, H] into the first B rows of a padded array; null is zero. */
  final void widen(float[] from, float[] to) {
    for (int b = 0; b < batch; b++) {
      if (from == null) {
        Arrays.fill(to, b * width, (b + 1) * width, 0);
      } else {
        System.arraycopy(from, b * hidden, to, b * width, hidden);
      }
    }
  }

  final void narrow(float[] from, int start, float[] to, int rows) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, start + r * width, to, r * hidden, hidden);
    }
  }
}
