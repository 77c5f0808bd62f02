package unrolled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BaselineTest {
  /** The figures of datasets/tinyshakespeare/README.md. */
  @Test
  void onTinyShakespeareTheyAreTheCards() {
    Corpus corpus = tinyShakespeare();
    assertThat(corpus.characters()).isEqualTo(1_115_394);
    assertThat(corpus.training()).hasSize(1_003_854);
    assertThat(corpus.validation()).hasSize(111_540);
    assertThat(corpus.vocabulary().size()).isEqualTo(65);
    List<Double> expected = List.of(4.174, 3.347, 2.482, 2.046, 1.669);
    List<Baseline> baselines = Baseline.of(corpus);
    assertThat(baselines)
        .extracting(Baseline::model)
        .containsExactly("uniform", "unigram", "bigram", "trigram", "best count model");
    for (int i = 0; i < expected.size(); i++) {
      assertThat(baselines.get(i).loss())
          .as(baselines.get(i).model())
          .isEqualTo(expected.get(i), within(0.001));
    }
  }

  @Test
  void theBestCountModelOfTinyShakespeareLooksFourCharactersBack() {
    Corpus corpus = tinyShakespeare();
    double four = loss(corpus, 4);
    assertThat(loss(corpus, 3)).isGreaterThan(four);
    assertThat(loss(corpus, 5)).isGreaterThan(four);
  }

  @Test
  void oneAddedToEveryCountIsTooMuchForATrigram() {
    Corpus corpus = tinyShakespeare();
    CountModel one = CountModel.additive(corpus.training(), 65, 2, 1);
    assertThat(one.loss(corpus.validation())).isEqualTo(2.068, within(0.001));
  }

  private static double loss(Corpus corpus, int contextLength) {
    return CountModel.of(corpus.training(), 65, contextLength).loss(corpus.validation());
  }

  private static Corpus tinyShakespeare() {
    Optional<Path> file = TinyShakespeare.find();
    assumeThat(file).as("Tiny Shakespeare is on this machine").isPresent();
    return Corpus.read(file.get());
  }
}
