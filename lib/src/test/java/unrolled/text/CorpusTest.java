package unrolled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CorpusTest {
  private static final String TEXT = "To be, or not to be: that is the question.\n";

  @TempDir private Path folder;

  @Property(tries = 200)
  void theTwoPartsAreTheTextInOrder(
      @ForAll @AlphaChars @StringLength(min = 20, max = 300) String text) {
    Corpus corpus = Corpus.of(text);
    int[] training = corpus.training();
    int[] validation = corpus.validation();
    Vocabulary vocabulary = corpus.vocabulary();
    assertThat(vocabulary.decode(training) + vocabulary.decode(validation)).isEqualTo(text);
    assertThat(training.length).isEqualTo(text.length() * 9 / 10);
  }

  @Test
  void theSplitCountsCharactersNotUnits() {
    Corpus corpus = Corpus.of("😀".repeat(20));
    assertThat(corpus.characters()).isEqualTo(20);
    assertThat(corpus.training()).hasSize(18);
    assertThat(corpus.validation()).hasSize(2);
  }

  @Test
  void theSumIsTheFiles() throws IOException {
    Path file = write("be.txt", TEXT.getBytes(StandardCharsets.UTF_8));
    Corpus corpus = Corpus.read(file);
    assertThat(corpus.text()).isEqualTo(TEXT);
    assertThat(corpus.sha256())
        .isEqualTo("d9dc5f3822c557a843327dadba552aa933de787c715ab3f7d838f3dfe10bf331")
        .isEqualTo(Corpus.of(TEXT).sha256());
  }

  @Test
  void callersCannotChangeTheCorpus() {
    Corpus corpus = Corpus.of(TEXT);
    int before = corpus.training()[0];
    corpus.training()[0] = 99;
    assertThat(corpus.training()[0]).isEqualTo(before);
  }

  @Test
  void anotherVocabularyKeepsItsIds() throws IOException {
    Path file = write("be.txt", TEXT.getBytes(StandardCharsets.UTF_8));
    Vocabulary larger = Vocabulary.of(TEXT + "!?ABC");
    assertThat(Corpus.read(file, larger).training()).startsWith(larger.encode("To be"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Corpus.read(file, Vocabulary.of("To be")))
        .withMessage(
            "%s: text: expected characters of the vocabulary of 5, got ',' (U+002C) at position 5",
            file);
  }

  @Test
  void aMissingFileIsNamed() {
    assertRefused(folder.resolve("none.txt"), "expected a text file, found none");
  }

  @Test
  void aDirectoryIsNoText() {
    assertRefused(folder, "expected a text file, got a directory");
  }

  @Test
  void anEmptyFileIsNoText() throws IOException {
    assertRefused(write("empty.txt", new byte[0]), "expected a text file, got an empty one");
  }

  @Test
  void aShortTextIsNoCorpus() throws IOException {
    assertRefused(
        write("short.txt", "To be, or not".getBytes(StandardCharsets.UTF_8)),
        "text: expected at least 20 characters, got 13");
  }

  @Test
  void otherEncodingsAreNamedByTheirFirstWrongByte() throws IOException {
    assertRefused(
        write("latin1.txt", "Être, ou ne pas être".getBytes(StandardCharsets.ISO_8859_1)),
        "expected text in UTF-8, got byte 0xca at offset 0");
    assertRefused(
        write("cut.txt", new byte[] {'a', 'b', (byte) 0xe2, (byte) 0x82}),
        "expected text in UTF-8, got byte 0xe2 at offset 2");
  }

  @Test
  void aFileThatMayNotBeReadIsNamed() throws IOException {
    Path file = write("secret.txt", TEXT.getBytes(StandardCharsets.UTF_8));
    assumeThat(file.toFile().setReadable(false) && !Files.isReadable(file))
        .as("the superuser may read everything")
        .isTrue();
    assertRefused(file, "expected a readable file, got one without permission to read it");
  }

  private static void assertRefused(Path file, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Corpus.read(file))
        .withMessage("%s: %s", file, message);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
