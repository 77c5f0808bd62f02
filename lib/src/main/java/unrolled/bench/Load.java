package unrolled.bench;

/**
 * What is measured.
 *
 * @param mode "train" for whole training steps, "stream" for one character at a time
 * @param cell "lstm", "gru" (reset after the product), "gru-before" or "rnn"
 * @param precision "float" or "double"
 * @param layers how many are stacked
 * @param directions 1 or 2
 * @param threads how many share the batch, where the engine can choose in its process
 */
public record Load(
    String mode,
    String cell,
    String precision,
    int batch,
    int steps,
    int hidden,
    int layers,
    int directions,
    int threads) {
  /** V: the size of Tiny Shakespeare's vocabulary. */
  static final int SYMBOLS = 65;

  boolean streaming() {
    return mode.equals("stream");
  }

  /** How many characters one step reads. */
  int characters() {
    return streaming() ? 1 : batch * steps;
  }
}
