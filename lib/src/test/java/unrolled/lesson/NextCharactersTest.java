package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import unrolled.compute.CellKind;
import unrolled.text.Vocabulary;
import unrolled.train.CharLanguageModel;
import unrolled.train.Evaluation;
import unrolled.train.ModelShape;
import unrolled.train.Sampler;

final class NextCharactersTest {
  private final CharLanguageModel model =
      new CharLanguageModel(
          ModelShape.of(CellKind.LSTM, 9).withDropout(0.5), Vocabulary.of("abcde"), new Random(4));

  @Test
  void theirMeanSurpriseIsTheLossOfTheText() {
    NextCharacters next = NextCharacters.of(model, "a", "bacdbeca");
    double loss = 0;
    for (int t = 0; t < 8; t++) {
      int id = model.vocabulary().encode("bacdbeca")[t];
      loss -= Math.log(Sampler.of(1).probabilities(next.logits().get(t))[id]) / 8;
    }
    double whole = Evaluation.of(model, model.vocabulary().encode("abacdbeca")).loss();
    assertThat(loss).isCloseTo(whole, within(1e-6));
  }

  @Test
  void whatWasReadBeforeCounts() {
    assertThat(NextCharacters.of(model, "ab", "c").logits().get(0))
        .isNotEqualTo(NextCharacters.of(model, "eb", "c").logits().get(0));
  }

  @Test
  void thePageGetsThemInThousandths() {
    NextCharacters next = NextCharacters.of(model, "ab", "cde");
    Map<String, Object> page = next.forPage("a model");
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode((String) page.get("logits")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.remaining()).isEqualTo(3 * 5 * 2);
    for (double[] row : next.logits()) {
      for (double logit : row) {
        assertThat(bytes.getShort() / 1000.0).isCloseTo(logit, within(0.0005));
      }
    }
    assertThat(page)
        .containsEntry("about", "a model")
        .containsEntry("before", "ab")
        .containsEntry("passage", "cde")
        .containsEntry("symbols", "abcde");
  }

  @Test
  void emptyAndUnknownTextsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NextCharacters.of(model, "", "a"))
        .withMessage("before: expected at least one character, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NextCharacters.of(model, "a", "z"))
        .withMessageContaining("'z'");
  }
}
