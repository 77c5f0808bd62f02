package unrolled.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import unrolled.autograd.Tensor;
import unrolled.nn.SequenceLayer;
import unrolled.text.Vocabulary;

/**
 * Pieces of a text, and what there is to know after each of their characters. The first characters
 * of a piece are read but not asked about, so that a reader has got going.
 */
public final class Reading {
  /** Something to know after a character. */
  public enum Question {
    /** The character that was read four characters ago. */
    FOUR_BACK("character 4 back"),
    /** The character that comes next. */
    NEXT("next character"),
    /** How many letters the word has so far: 0 (between words) to 7 (or more). */
    LETTERS_OF_WORD("letters of the word"),
    /** How far the line has come: 0 to 9 characters, 10 to 19, ..., 40 or more. */
    TENS_OF_LINE("tens of the line");

    private final String words;

    Question(String words) {
      this.words = words;
    }

    /** As in a plot: "letters of the word". */
    @Override
    public String toString() {
      return words;
    }
  }

  private static final int WARM_UP = 64;
  private static final int LONGEST_WORD = 7;
  private static final int MOST_TENS = 4;

  private final Vocabulary vocabulary;
  private final int[][] ids;

  private Reading(Vocabulary vocabulary, int[][] ids) {
    this.vocabulary = vocabulary;
    this.ids = ids;
  }

  /**
   * Draws pieces of a text.
   *
   * @param text its characters as ids
   * @param pieces B, at least 1
   * @param asked how many characters of each piece are asked about, at least 1
   */
  public static Reading of(
      int[] text, Vocabulary vocabulary, int pieces, int asked, RandomGenerator random) {
    int length = WARM_UP + asked + 1;
    if (pieces < 1 || asked < 1 || text.length < length) {
      throw new IllegalArgumentException(
          "pieces, asked: expected at least 1, and pieces no longer than the text, got %d, %d"
              .formatted(pieces, asked));
    }
    int[][] ids = new int[length][pieces];
    for (int b = 0; b < pieces; b++) {
      int from = random.nextInt(text.length - length + 1);
      for (int t = 0; t < length; t++) {
        ids[t][b] = text[from + t];
      }
    }
    return new Reading(vocabulary, ids);
  }

  /** The states [N, H] of each layer of a stack after the characters that are asked about. */
  public List<Tensor> states(SequenceLayer stack) {
    int[][] read = Arrays.copyOf(ids, ids.length - 1);
    return LayerStates.of(stack, read).stream()
        .map(s -> s.slice(0, WARM_UP, read.length))
        .map(s -> s.reshape(s.size(0) * s.size(1), s.size(2)))
        .toList();
  }

  /** The right answers [N], in the order of the states. */
  public int[] answers(Question question) {
    return IntStream.range(WARM_UP, ids.length - 1)
        .flatMap(t -> IntStream.range(0, ids[t].length).map(b -> answer(question, t, b)))
        .toArray();
  }

  /** How many answers there are to choose from. */
  public int classes(Question question) {
    return switch (question) {
      case FOUR_BACK, NEXT -> vocabulary.size();
      case LETTERS_OF_WORD -> LONGEST_WORD + 1;
      case TENS_OF_LINE -> MOST_TENS + 1;
    };
  }

  private int answer(Question question, int t, int b) {
    return switch (question) {
      case FOUR_BACK -> ids[t - 4][b];
      case NEXT -> ids[t + 1][b];
      case LETTERS_OF_WORD -> Math.min(LONGEST_WORD, since(t, b, Character::isLetter));
      case TENS_OF_LINE -> Math.min(MOST_TENS, since(t, b, c -> c != '\n') / 10);
    };
  }

  /** How many characters up to t in a row there are that count. */
  private int since(int t, int b, IntPredicate counts) {
    int from = t;
    while (from >= 0 && counts.test(character(from, b))) {
      from--;
    }
    return t - from;
  }

  private int character(int t, int b) {
    return vocabulary.decode(ids[t][b]).codePointAt(0);
  }
}
