package unrolled.text;

import java.util.List;

/**
 * What a model that only counts scores on a corpus's validation part.
 *
 * @param model its name, as a plot shows it
 * @param loss in nats per character
 */
public record Baseline(String model, double loss) {
  /**
   * The baselines from the weakest to the strongest: uniform; unigram and bigram with one added to
   * every count; trigram with a tenth added (one would cost it 0.02 nats on Tiny Shakespeare);
   * Witten-Bell smoothing over four characters of context.
   */
  public static List<Baseline> of(Corpus corpus) {
    int[] training = corpus.training();
    int[] validation = corpus.validation();
    int size = corpus.vocabulary().size();
    int longest = Math.min(4, CountModel.longestContext(size));
    return List.of(
        new Baseline("uniform", CountModel.uniform(size)),
        new Baseline("unigram", CountModel.additive(training, size, 0, 1).loss(validation)),
        new Baseline("bigram", CountModel.additive(training, size, 1, 1).loss(validation)),
        new Baseline("trigram", CountModel.additive(training, size, 2, 0.1).loss(validation)),
        new Baseline("best count model", CountModel.of(training, size, longest).loss(validation)));
  }
}
