package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import unrolled.compute.CellKind;
import unrolled.text.Baseline;
import unrolled.text.Corpus;
import unrolled.text.GeneratedText;

/** Where Shakespeare cannot be had, the course still has something to learn from. */
final class GeneratedTextIsLearnedTest {
  @Test
  void aSmallLstmSoonBeatsTheBigram() {
    Corpus corpus = Corpus.of(GeneratedText.of(10, 200_000));
    double bigram = Baseline.of(corpus).get(2).loss();
    Recipe recipe =
        Recipe.of(Budget.steps(300))
            .withBatch(16)
            .withStepsPerChunk(32)
            .withRate(0.02)
            .withWarmUp(20)
            .withEvaluations(1)
            .withThreads(1);
    CharLanguageModel model =
        Trainer.newModel(ModelShape.of(CellKind.LSTM, 64), corpus.vocabulary(), recipe);
    new Trainer(model, corpus, recipe).run();
    assertThat(Evaluation.of(model, corpus).loss()).isLessThan(bigram);
  }
}
