package unrolled.text;

/**
 * T steps of B parallel streams.
 *
 * @param inputs the ids read, [T][B]
 * @param targets the ids to predict, [T][B]: the inputs one character later
 * @param first whether the streams start anew here, so that the state must be zero
 */
// The arrays are the batch's own and handed out as they are: they are read once a training step.
@SuppressWarnings("ArrayRecordComponent")
public record Batch(int[][] inputs, int[][] targets, boolean first) {
  /** T, how many steps. */
  public int steps() {
    return inputs.length;
  }

  /** B, how many streams. */
  public int streams() {
    return inputs[0].length;
  }

  /** T B, how many characters are predicted. */
  public int characters() {
    return steps() * streams();
  }
}
