package unrolled.train;

import java.util.Objects;
import unrolled.compute.CellKind;

/**
 * What a character language model is made of.
 *
 * @param cell the recurrent cell; PyTorch's GRU is {@link CellKind#GRU_RESET_AFTER}
 * @param hidden H, the size of the hidden state, at least 1
 * @param layers how many recurrent layers are stacked, at least 1
 * @param embedding E, the size of a character's learned vector; 0 for one-hot vectors
 * @param dropout the part dropped between layers and before the read-out in training, in [0, 1)
 * @param recurrentDropout the part of the recurrent weights dropped in training, in [0, 1)
 */
public record ModelShape(
    CellKind cell, int hidden, int layers, int embedding, double dropout, double recurrentDropout) {
  public ModelShape {
    Objects.requireNonNull(cell, "cell");
    Checks.atLeast("hidden", 1, hidden);
    Checks.atLeast("layers", 1, layers);
    Checks.atLeast("embedding", 0, embedding);
    Checks.part("dropout", dropout);
    Checks.part("recurrentDropout", recurrentDropout);
  }

  /** One layer, one-hot characters, no dropout. */
  public static ModelShape of(CellKind cell, int hidden) {
    return new ModelShape(cell, hidden, 1, 0, 0, 0);
  }

  public ModelShape withLayers(int layers) {
    return new ModelShape(cell, hidden, layers, embedding, dropout, recurrentDropout);
  }

  public ModelShape withEmbedding(int embedding) {
    return new ModelShape(cell, hidden, layers, embedding, dropout, recurrentDropout);
  }

  public ModelShape withDropout(double dropout) {
    return new ModelShape(cell, hidden, layers, embedding, dropout, recurrentDropout);
  }

  public ModelShape withRecurrentDropout(double recurrentDropout) {
    return new ModelShape(cell, hidden, layers, embedding, dropout, recurrentDropout);
  }
}
