package unrolled.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A text as ids, split by character and in order: the first 90 % train, the last 10 % validate.
 *
 * <p>The text is taken as it is: case, line ends and white space are characters like any other.
 */
public final class Corpus {
  /** The fewest characters a corpus may have: both parts can then predict one from another. */
  static final int FEWEST = 20;

  private final String text;
  private final Vocabulary vocabulary;
  private final int[] ids;
  private final String sha256;

  private Corpus(String text, Vocabulary vocabulary, String sha256) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.ids = vocabulary.encode(text);
    this.sha256 = sha256;
    if (ids.length < FEWEST) {
      throw new IllegalArgumentException(
          "text: expected at least %d characters, got %d".formatted(FEWEST, ids.length));
    }
  }

  /**
   * A corpus with the vocabulary of its own text.
   *
   * @throws IllegalArgumentException if the text has fewer than 20 characters or half a surrogate
   *     pair
   */
  public static Corpus of(String text) {
    return of(text, Vocabulary.of(text));
  }

  /**
   * A corpus in a given vocabulary, a trained model's for example.
   *
   * @throws IllegalArgumentException if the text has fewer than 20 characters, or one that the
   *     vocabulary does not have
   */
  public static Corpus of(String text, Vocabulary vocabulary) {
    return new Corpus(text, vocabulary, Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a UTF-8 text file.
   *
   * @throws IllegalArgumentException in one line that names the file: missing, a directory, not
   *     readable, empty, too short, too large or not UTF-8
   */
  public static Corpus read(Path file) {
    return named(file, () -> of(TextFile.read(file)));
  }

  /**
   * Reads a UTF-8 text file in a given vocabulary, a trained model's for example.
   *
   * @throws IllegalArgumentException as {@link #read(Path)}, and at the first character that the
   *     vocabulary does not have
   */
  public static Corpus read(Path file, Vocabulary vocabulary) {
    return named(file, () -> of(TextFile.read(file), vocabulary));
  }

  /** The characters and their ids. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The ids of the first ⌊9N/10⌋ characters. */
  public int[] training() {
    return Arrays.copyOfRange(ids, 0, trainingLength());
  }

  /** The ids of the characters behind the training part. */
  public int[] validation() {
    return Arrays.copyOfRange(ids, trainingLength(), ids.length);
  }

  /** The SHA-256 of the text in UTF-8, which is that of its file, in lower-case hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** N, how many characters there are in both parts. */
  public int characters() {
    return ids.length;
  }

  /** The whole text. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return "Corpus of %,d characters, %d different".formatted(ids.length, vocabulary.size());
  }

  private int trainingLength() {
    return (int) (9L * ids.length / 10);
  }

  private static Corpus named(Path file, Supplier<Corpus> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException problem) {
      throw new IllegalArgumentException(file + ": " + problem.getMessage(), problem);
    }
  }
}
