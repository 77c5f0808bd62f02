package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.text.Vocabulary;

final class SamplerTest {
  private static final double[] LOGITS = {Math.log(1), Math.log(4), Math.log(3), Math.log(2)};

  private static double[] frequencies(Sampler sampler) {
    int draws = 40_000;
    Random random = new Random(3);
    double[] share = new double[LOGITS.length];
    for (int n = 0; n < draws; n++) {
      share[sampler.draw(LOGITS, random)] += 1.0 / draws;
    }
    return share;
  }

  @Test
  void atTemperatureOneCharactersAreDrawnAsTheModelBelieves() {
    assertThat(frequencies(Sampler.of(1)))
        .containsExactly(new double[] {0.1, 0.4, 0.3, 0.2}, within(0.01));
  }

  @Test
  void atHalfTheTemperatureProbabilitiesAreSquared() {
    assertThat(frequencies(Sampler.of(0.5)))
        .containsExactly(new double[] {1 / 30.0, 16 / 30.0, 9 / 30.0, 4 / 30.0}, within(0.01));
  }

  @Test
  void atTemperatureZeroTheLikeliestIsTakenAndNothingIsRandom() {
    assertThat(new Sampler(0, 0).draw(LOGITS, null)).isEqualTo(1);
  }

  @Test
  void onlyTheTopKAreDrawn() {
    assertThat(frequencies(new Sampler(1, 2)))
        .containsExactly(new double[] {0, 4 / 7.0, 3 / 7.0, 0}, within(0.01));
    assertThat(frequencies(new Sampler(1, 1)))
        .containsExactly(new double[] {0, 1, 0, 0}, within(1e-9));
  }

  @Test
  void drawsFollowTheProbabilities() {
    for (Sampler sampler : new Sampler[] {new Sampler(0.7, 3), new Sampler(2, 0), Sampler.of(0)}) {
      assertThat(frequencies(sampler)).containsExactly(sampler.probabilities(LOGITS), within(0.01));
    }
    assertThat(Sampler.of(0.5).probabilities(LOGITS))
        .containsExactly(new double[] {1 / 30.0, 16 / 30.0, 9 / 30.0, 4 / 30.0}, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsWhatTheModelExpectsAfterAllBeforeIt(CellKind kind) {
    for (ModelShape shape :
        List.of(ModelShape.of(kind, 9), ModelShape.of(kind, 8).withLayers(2).withEmbedding(5))) {
      CharLanguageModel model = new CharLanguageModel(shape, Vocabulary.of("abcde"), new Random(4));
      StringBuilder text = new StringBuilder("abc");
      for (int n = 0; n < 6; n++) {
        text.append(likeliest(model, text.toString()));
      }
      assertThat("abc" + new Sampler(0, 0).write(model, "abc", 6, null)).isEqualTo(text.toString());
    }
  }

  private static String likeliest(CharLanguageModel model, String text) {
    int[] ids = model.vocabulary().encode(text);
    int[][] read = new int[ids.length][];
    for (int t = 0; t < ids.length; t++) {
      read[t] = new int[] {ids[t]};
    }
    Tensor logits = model.forward(read, null).logits();
    double[] last = logits.select(0, ids.length - 1).toDoubles();
    return model.vocabulary().decode(new Sampler(0, 0).draw(last, null));
  }

  @Test
  void theSameSeedWritesTheSame() {
    CharLanguageModel model =
        new CharLanguageModel(
            ModelShape.of(CellKind.LSTM, 9), Vocabulary.of("abcde"), new Random(5));
    String once = Sampler.of(1).write(model, "a", 50, new Random(6));
    assertThat(once).hasSize(50);
    assertThat(Sampler.of(1).write(model, "a", 50, new Random(6))).isEqualTo(once);
    assertThat(Sampler.of(1).write(model, "a", 50, new Random(7))).isNotEqualTo(once);
  }

  @Test
  void wrongArgumentsAreNamed() {
    CharLanguageModel model =
        new CharLanguageModel(ModelShape.of(CellKind.RNN, 2), Vocabulary.of("ab"), new Random(8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampler.of(-1))
        .withMessage("temperature: expected at least 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sampler(1, -1))
        .withMessage("topK: expected at least 0, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampler.of(1).write(model, "", 1, new Random()))
        .withMessage("prompt: expected at least one character, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampler.of(1).write(model, "abz", 1, new Random()))
        .withMessageContaining("prompt")
        .withMessageContaining("'z' (U+007A) at position 2");
  }
}
