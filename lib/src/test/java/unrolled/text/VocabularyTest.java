package unrolled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class VocabularyTest {
  @Property(tries = 200)
  void decodeIsTheInverseOfEncode(@ForAll("texts") String text) {
    Vocabulary vocabulary = Vocabulary.of(text);
    assertThat(vocabulary.decode(vocabulary.encode(text))).isEqualTo(text);
  }

  @Property(tries = 200)
  void idsAreInTheOrderOfCodePoints(@ForAll("texts") String text) {
    Vocabulary vocabulary = Vocabulary.of(text);
    int[] codePoints = vocabulary.symbols().codePoints().toArray();
    assertThat(codePoints)
        .isSorted()
        .doesNotHaveDuplicates()
        .containsOnly(text.codePoints().toArray());
    for (int id = 0; id < vocabulary.size(); id++) {
      assertThat(vocabulary.encode(Character.toString(codePoints[id]))).containsExactly(id);
    }
  }

  @Property(tries = 200)
  void symbolsSayAllThereIsToAVocabulary(@ForAll("texts") String text) {
    Vocabulary vocabulary = Vocabulary.of(text);
    assertThat(Vocabulary.ofSymbols(vocabulary.symbols()))
        .isEqualTo(vocabulary)
        .hasSameHashCodeAs(vocabulary);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("\n", " ", "a", "z", "é", "漢", "😀", "😁", "\uDBFF\uDFFF")
        .list()
        .ofMinSize(1)
        .ofMaxSize(60)
        .map(characters -> String.join("", characters));
  }

  @Test
  void aCharacterOfTwoUnitsCountsOnce() {
    assertThat(Vocabulary.of("😀😀").size()).isEqualTo(1);
  }

  @Test
  void anUnknownCharacterIsNamedWithItsPosition() {
    Vocabulary vocabulary = Vocabulary.of("abc");
    assertThat(vocabulary.contains('é')).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vocabulary.encode("abécé"))
        .withMessage(
            "text: expected characters of the vocabulary of 3, got 'é' (U+00E9) at position 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vocabulary.encode("a\n"))
        .withMessage("text: expected characters of the vocabulary of 3, got U+000A at position 1");
  }

  @Test
  void anIdOutsideTheVocabularyIsNamedWithItsPosition() {
    Vocabulary vocabulary = Vocabulary.of("abc");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> vocabulary.decode(0, 1, 3))
        .withMessage("ids: expected 0 to 2, got 3 at position 2");
    assertThatIllegalArgumentException().isThrownBy(() -> vocabulary.decode(-1));
  }

  @Test
  void symbolsOutOfOrderAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vocabulary.ofSymbols("acb"))
        .withMessage(
            "sortedSymbols: expected code points in ascending order, got 'b' (U+0062) behind 'c'"
                + " (U+0063) at position 2");
    assertThatIllegalArgumentException().isThrownBy(() -> Vocabulary.ofSymbols("aa"));
  }

  @Test
  void noVocabularyIsEmptyOrHasHalfACharacter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vocabulary.of(""))
        .withMessage("text: expected at least one character, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vocabulary.of("ab\uD83D"))
        .withMessage(
            "text: expected whole characters, got half a surrogate pair, U+D83D, at position 2");
  }
}
