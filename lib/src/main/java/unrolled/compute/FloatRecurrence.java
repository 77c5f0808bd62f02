package unrolled.compute;

import java.util.Arrays;

/**
 * One direction of one recurrent layer over a chunk of T steps: what the cells have in common.
 *
 * <p>Forward, each step multiplies the last hidden state with U for all gates at once, and adds
 * what comes from the input: a gathered row for one-hot input, else a product. Backward, the cell
 * walks back and leaves the gradients of the pre-activations in {@code z}; the gradients of W, U, b
 * and x follow from them in products over the whole chunk.
 *
 * <p>Units lie side by side in G blocks of {@code width} (the hidden size, padded). Rows of the
 * batch are shared among a team, each member walks all steps of its rows; since each row is
 * computed alone and each weight's gradient by one member, the result does not depend on the number
 * of threads. All arrays are made once; a chunk allocates nothing.
 */
public abstract class FloatRecurrence {
  /** Rows of the input's gradient that are computed at a time. */
  private static final int TILE = 32;

  final FloatKernels kernels = FloatKernels.best();
  final FloatProduct product = new FloatProduct(kernels);
  final FloatRecurrentWeights weights;
  final Team team;
  final ChunkShape shape;
  final int steps;
  final int batch;
  final int hidden;
  final int width;

  /** How many numbers a step computes for one row of the batch: G width. */
  final int units;

  /** Activations, then gradients of the pre-activations: [T, B, units]; one step if not kept. */
  final float[] z;

  /** Hidden states, the initial one first: [T + 1, B, width]. */
  final float[] h;

  /** Gradients of the hidden states of two steps in turn, [2, B, width]. */
  final float[] dh;

  private final FloatRecurrentGradients gradients;

  /** What dense input adds to a step's pre-activations, [B, units]. */
  private final float[] projected;

  private float[] x;
  private int[] ids;

  /** When the walk in progress began. */
  private long begun;

  FloatRecurrence(ChunkShape shape, int blocks, Team team) {
    this.shape = shape;
    this.steps = shape.steps();
    this.batch = shape.batch();
    this.hidden = shape.hidden();
    this.width = kernels.padded(hidden);
    this.units = blocks * width;
    this.team = team;
    this.weights = new FloatRecurrentWeights(kernels, product, shape, blocks);
    this.z = new float[kept(steps) * batch * units];
    this.h = new float[(steps + 1) * batch * width];
    this.dh = shape.kept() ? new float[2 * batch * width] : null;
    this.gradients = shape.kept() ? new FloatRecurrentGradients(this) : null;
    this.projected = shape.oneHot() ? null : new float[batch * units];
  }

  /** A recurrence of that kind, with its arrays for chunks of these sizes. */
  public static FloatRecurrence of(CellKind kind, ChunkShape shape, Team team) {
    return switch (kind) {
      case RNN -> new FloatRnn(shape, team);
      case LSTM -> new FloatLstm(shape, team);
      case GRU_RESET_BEFORE -> new FloatGru(shape, false, team);
      case GRU_RESET_AFTER -> new FloatGru(shape, true, team);
    };
  }

  /** Whether it was made for chunks of these sizes and this team. */
  public final boolean fits(ChunkShape shape, Team team) {
    return this.shape.equals(shape) && this.team == team;
  }

  /** To be filled before a chunk. */
  public final FloatRecurrentWeights weights() {
    return weights;
  }

  /** How many of {@code n} steps are kept. */
  final int kept(int n) {
    return shape.kept() ? n : Math.min(n, 1);
  }

  /** Where row b of step t starts in an array [T, B, rowLength] of which all steps are kept. */
  final int at(int t, int b, int rowLength) {
    return (t * batch + b) * rowLength;
  }

  /** Where row b of step t starts in an array of activations. */
  final int activation(int t, int b, int rowLength) {
    return shape.kept() ? at(t, b, rowLength) : b * rowLength;
  }

  /** Where row b of the gradient of h[t] starts. */
  final int gradient(int t, int b) {
    return at(t % 2, b, width);
  }

  /** What the input adds to the pre-activations: row b of step t starts at {@link #addend}. */
  final float[] addends() {
    return shape.oneHot() ? weights.rows() : projected;
  }

  final int addend(int t, int b) {
    return (shape.oneHot() ? ids[t * batch + b] : b) * units;
  }

  /**
   * Runs the chunk.
   *
   * @param x dense input [T, B, D], or null where {@code ids} holds the index of the one in a
   *     one-hot input, [T, B]
   * @param initial the initial hidden state [B, H] and, for an LSTM, cell state; null for zero
   * @param sequence where the hidden states of all steps go, [T, B, H]
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public void forward(float[] x, int[] ids, float[][] initial, float[] sequence) {
    this.x = x;
    this.ids = ids;
    begun = System.nanoTime();
    start(initial);
    team.split(
        batch,
        FloatKernels.GROUP,
        (from, to) -> {
          for (int t = 0; t < steps; t++) {
            team.checkpoint(begun);
            if (!shape.oneHot()) {
              project(t, from, to);
            }
            step(t, from, to);
            narrow(h, at(t + 1, from, width), sequence, at(t, from, hidden), to - from);
          }
        });
  }

  /**
   * Sets the state before the first step.
   *
   * @param initial the hidden state [B, H] and, for an LSTM, the cell state; null for zero
   */
  public void start(float[][] initial) {
    widen(initial[0], h);
  }

  /**
   * One step more from where the last one ended, for a recurrence of one step and one stream that
   * keeps no activations. Allocates nothing.
   *
   * @param x dense input, its first D numbers, or null
   * @param id the index of the one in a one-hot input, or null
   */
  public final void advance(float[] x, int[] id) {
    this.x = x;
    this.ids = id;
    if (!shape.oneHot()) {
      project(0, 0, 1);
    }
    step(0, 0, 1);
    System.arraycopy(h, width, h, 0, width);
  }

  /** The hidden state that the next step of {@link #advance} starts from; its first H numbers. */
  public final float[] hidden() {
    return h;
  }

  private void project(int t, int from, int to) {
    for (int b = from; b < to; b++) {
      System.arraycopy(weights.bias(), 0, projected, b * units, units);
    }
    int inputs = shape.inputs();
    product.multiply(
        x,
        at(t, from, inputs),
        inputs,
        weights.input(),
        inputs,
        projected,
        from * units,
        units,
        to - from,
        units,
        true);
  }

  /** Rows [from, to) of step t forward: from h[t] (the last state) and the input to h[t + 1]. */
  abstract void step(int t, int from, int to);

  /**
   * Rows [from, to) of step t backward: from the gradient of h[t + 1] to gradients in z[t] and to
   * the gradient of h[t].
   */
  abstract void stepBack(int t, int from, int to);

  /**
   * Walks back, and leaves the gradients of the weights in {@link #gradients}.
   *
   * @param dSequence gradient of the hidden states of all steps [T, B, H], or null
   * @param dLast gradients of the last states [B, H], each may be null
   * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
   */
  public void backward(float[] dSequence, float[][] dLast) {
    begun = System.nanoTime();
    team.split(
        batch,
        FloatKernels.GROUP,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            widenRow(dLast[0], b, dh, gradient(steps, b));
          }
          for (int t = steps - 1; t >= 0; t--) {
            team.checkpoint(begun);
            if (dSequence != null) {
              addRows(dSequence, at(t, from, hidden), gradient(t + 1, from), to - from);
            }
            stepBack(t, from, to);
          }
        });
    gradients.compute(x, ids, begun);
  }

  private void addRows(float[] from, int f0, int to, int rows) {
    if (hidden == width) {
      kernels.add(from, f0, dh, to, rows * width);
      return;
    }
    for (int r = 0; r < rows; r++) {
      for (int u = 0; u < hidden; u++) {
        dh[to + r * width + u] += from[f0 + r * hidden + u];
      }
    }
  }

  /** The gradients of the weights; after the walk back. */
  public final FloatRecurrentGradients gradients() {
    return gradients;
  }

  /** How many states are carried along: the hidden state and, for an LSTM, the cell state. */
  public int states() {
    return 1;
  }

  /** The last hidden state (0) or cell state (1), [B, H]. */
  public void lastState(int which, float[] into) {
    narrow(h, steps * batch * width, into, 0, batch);
  }

  /** The gradient of the initial state, [B, H]; after the walk back. */
  public void initialStateGradient(int which, float[] into) {
    narrow(dh, gradient(0, 0), into, 0, batch);
  }

  /** Rows [from, to) of U's gradient [units, width]: sum over all steps of dz[t] times h[t]. */
  abstract void recurrentWeightGradient(int from, int to, float[] into);

  /** The pre-activations' gradients whose sum is the gradient of a GRU's candidate bias. */
  float[] candidateGradients() {
    throw new UnsupportedOperationException("candidate bias: only a GRU has one");
  }

  /** Rows [from, to) of a product over all steps of z, transposed, and states [T, B, width]. */
  final void overAllSteps(float[] states, int from, int to, float[] into) {
    product.multiplyTransposed(
        z, 0, units, states, 0, width, steps * batch, into, width, from, to, width);
  }

  /** Copies [B, H] into the first B rows of a padded array; null is zero. */
  final void widen(float[] from, float[] to) {
    for (int b = 0; b < batch; b++) {
      widenRow(from, b, to, b * width);
    }
  }

  /** Copies row b of [B, H] into a padded row; null is zero. */
  final void widenRow(float[] from, int b, float[] to, int at) {
    if (from == null) {
      Arrays.fill(to, at, at + width, 0);
    } else {
      System.arraycopy(from, b * hidden, to, at, hidden);
      Arrays.fill(to, at + hidden, at + width, 0);
    }
  }

  final void narrow(float[] from, int f0, float[] to, int t0, int rows) {
    if (hidden == width) {
      System.arraycopy(from, f0, to, t0, rows * width);
      return;
    }
    for (int r = 0; r < rows; r++) {
      System.arraycopy(from, f0 + r * width, to, t0 + r * hidden, hidden);
    }
  }

  /** The gradient of the dense input, [T, B, D]; after the walk back. */
  public final void inputGradient(float[] into) {
    int inputs = shape.inputs();
    int wide = kernels.padded(inputs);
    team.split(
        steps * batch,
        FloatKernels.GROUP,
        (from, to) -> {
          float[] tile = new float[TILE * wide];
          for (int r = from; r < to; r += TILE) {
            team.checkpoint(begun);
            int rows = Math.min(TILE, to - r);
            product.multiply(
                z,
                r * units,
                units,
                weights.inputBack(),
                units,
                tile,
                0,
                wide,
                rows,
                inputs,
                false);
            for (int k = 0; k < rows; k++) {
              System.arraycopy(tile, k * wide, into, (r + k) * inputs, inputs);
            }
          }
        });
  }
}
