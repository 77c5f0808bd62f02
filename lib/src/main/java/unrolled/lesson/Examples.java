package unrolled.lesson;

import java.util.Arrays;
import java.util.List;
import unrolled.autograd.Tensor;

/**
 * Equally long sequences side by side, with what is to be said about them.
 *
 * @param inputs symbols [T][B]
 * @param targets classes [K][B], the answers to the last K of the T steps: K = 1 is one answer at
 *     the end, K = T one at every step
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of data, never compared
public record Examples(int[][] inputs, int[][] targets) {
  public Examples {
    width("inputs", inputs, inputs.length == 0 ? 0 : inputs[0].length);
    width("targets", targets, inputs[0].length);
    if (targets.length > inputs.length) {
      throw new IllegalArgumentException(
          "targets: expected at most " + inputs.length + " steps, got " + targets.length);
    }
  }

  private static void width(String name, int[][] rows, int batch) {
    if (rows.length == 0 || batch == 0) {
      throw new IllegalArgumentException(name + ": expected at least one step and one sequence");
    }
    for (int[] row : rows) {
      if (row.length != batch) {
        throw new IllegalArgumentException(
            name + ": expected " + batch + " sequences at every step, got " + row.length);
      }
    }
  }

  /**
   * From sequences that lie one after the other.
   *
   * @param inputs [B][T]
   * @param targets [B][K]
   */
  public static Examples ofSequences(List<int[]> inputs, List<int[]> targets) {
    return new Examples(stepsFirst(inputs), stepsFirst(targets));
  }

  /** [B][T] to [T][B]. */
  static int[][] stepsFirst(List<int[]> sequences) {
    int[][] steps = new int[sequences.get(0).length][sequences.size()];
    for (int b = 0; b < sequences.size(); b++) {
      if (sequences.get(b).length != steps.length) {
        throw new IllegalArgumentException(
            "sequences: expected length " + steps.length + ", got " + sequences.get(b).length);
      }
      for (int t = 0; t < steps.length; t++) {
        steps[t][b] = sequences.get(b)[t];
      }
    }
    return steps;
  }

  /** Sequence b of the inputs. */
  public int[] input(int b) {
    return column(inputs, b);
  }

  /** The answers to sequence b. */
  public int[] target(int b) {
    return column(targets, b);
  }

  static int[] column(int[][] rows, int b) {
    return Arrays.stream(rows).mapToInt(row -> row[b]).toArray();
  }

  /** The inputs as one-hot vectors of numbers: [T, B, symbols], FLOAT. */
  public Tensor oneHot(int symbols) {
    float[] values = new float[steps() * batch() * symbols];
    for (int t = 0; t < steps(); t++) {
      for (int b = 0; b < batch(); b++) {
        values[(t * batch() + b) * symbols + inputs[t][b]] = 1;
      }
    }
    return Tensor.of(values, steps(), batch(), symbols);
  }

  /** T. */
  public int steps() {
    return inputs.length;
  }

  /** B. */
  public int batch() {
    return inputs[0].length;
  }
}
