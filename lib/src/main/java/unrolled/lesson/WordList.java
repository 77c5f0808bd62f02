package unrolled.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Words as numbers: 0 is the blank "·", the others follow in the alphabet's order. */
public final class WordList {
  /** Fills sentences up from the left. */
  public static final int BLANK = 0;

  private final List<String> words;
  private final Map<String, Integer> ids;

  private WordList(List<String> words) {
    this.words = words;
    this.ids =
        IntStream.range(0, words.size()).boxed().collect(Collectors.toMap(words::get, i -> i));
  }

  /** Each word once, whatever their order. */
  public static WordList of(Collection<String> words) {
    List<String> all = new ArrayList<>(List.of("·"));
    all.addAll(new TreeSet<>(words));
    return new WordList(List.copyOf(all));
  }

  /** The blank included. */
  public int size() {
    return words.size();
  }

  public String word(int id) {
    return words.get(id);
  }

  /**
   * The numbers of words with single spaces between them.
   *
   * @throws IllegalArgumentException naming the first unknown word
   */
  public int[] encode(String sentence) {
    return Arrays.stream(sentence.trim().split(" +", -1)).mapToInt(this::id).toArray();
  }

  private int id(String word) {
    Integer id = ids.get(word);
    if (id == null) {
      throw new IllegalArgumentException("sentence: expected known words, got \"" + word + "\"");
    }
    return id;
  }

  /** The words without the blanks. */
  public String decode(int... sentence) {
    return Arrays.stream(sentence)
        .filter(id -> id != BLANK)
        .mapToObj(this::word)
        .collect(Collectors.joining(" "));
  }

  /** A sentence of known words with the tags that a model gives them: "they/pronoun duck/verb". */
  String tagged(SequenceModel model, List<String> tags, String sentence) {
    int[][] inputs = Examples.stepsFirst(List.of(encode(sentence)));
    int[][] answers = model.predict(inputs, inputs.length);
    return IntStream.range(0, inputs.length)
        .mapToObj(t -> word(inputs[t][0]) + "/" + tags.get(answers[t][0]))
        .collect(Collectors.joining(" "));
  }

  /** The sentence at the end of {@code length} places, blanks before it. */
  static int[] padLeft(int[] sentence, int length) {
    if (sentence.length > length) {
      throw new IllegalArgumentException(
          "sentence: expected at most " + length + " words, got " + sentence.length);
    }
    int[] padded = new int[length];
    System.arraycopy(sentence, 0, padded, length - sentence.length, sentence.length);
    return padded;
  }
}
