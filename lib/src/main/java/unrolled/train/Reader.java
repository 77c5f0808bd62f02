package unrolled.train;

import unrolled.autograd.Tensor;
import unrolled.nn.Streamer;

/**
 * Reads one text character by character and says what it expects next: the way to write, with the
 * model's weights of now. A character costs the same whatever came before it.
 */
final class Reader {
  private final Streamer streamer;

  /** [V][E], or null where characters are one-hot vectors. */
  private final double[][] embedding;

  Reader(CharLanguageModel model) {
    Tensor vectors = model.embedding();
    this.embedding = vectors == null ? null : rows(vectors);
    this.streamer =
        vectors == null
            ? Streamer.of(model.rnn(), model.head())
            : Streamer.ofDense(model.rnn(), model.head());
  }

  private static double[][] rows(Tensor matrix) {
    double[][] rows = new double[(int) matrix.size(0)][];
    for (int v = 0; v < rows.length; v++) {
      rows[v] = matrix.select(0, v).toDoubles();
    }
    return rows;
  }

  void read(int id) {
    if (embedding == null) {
      streamer.read(id);
    } else {
      streamer.read(embedding[id]);
    }
  }

  /** Copies the scores for the next character, [V]. */
  void logits(double[] into) {
    streamer.outputs(into);
  }
}
