package unrolled.lesson;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Part-of-speech tagging on a small corpus made by hand: one tag for each word, in sync. Many of
 * its words have more than one ("the duck", "they duck"), and for a few only the next word tells
 * ("the light box", "the light is red"). A fifth of the sentences is held out, another fifth for
 * every seed. A batch has sentences of one length.
 */
public final class TaggedSentences implements SequenceTask {
  private static final String FILE = "tagged-sentences.txt";
  private static final List<String> TAGS = List.of("D", "N", "V", "A", "O", "P", "X", "R");
  private static final List<String> TAG_NAMES =
      List.of(
          "determiner",
          "noun",
          "verb",
          "adjective",
          "pronoun",
          "preposition",
          "auxiliary",
          "adverb");

  private record Token(String word, int tag) {
    static Token of(String written) {
      int slash = written.indexOf('/');
      return new Token(written.substring(0, slash), TAGS.indexOf(written.substring(slash + 1)));
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // a carrier inside the class, never compared
  private record Sentence(int[] words, int[] tags) {}

  private final WordList words;
  private final List<Sentence> training;
  private final List<Sentence> heldOut;

  /** The split into training and held-out sentences depends on the seed. */
  public TaggedSentences(long seed) {
    List<List<Token>> lines = read();
    words = WordList.of(lines.stream().flatMap(List::stream).map(Token::word).toList());
    List<Sentence> all = new ArrayList<>(lines.stream().map(this::sentence).toList());
    Collections.shuffle(all, new Random(seed));
    heldOut = List.copyOf(all.subList(0, all.size() / 5));
    training = List.copyOf(all.subList(all.size() / 5, all.size()));
  }

  private static List<List<Token>> read() {
    try (InputStream file = TaggedSentences.class.getResourceAsStream(FILE);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> Pattern.compile(" ").splitAsStream(line).map(Token::of).toList())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Sentence sentence(List<Token> line) {
    String text = line.stream().map(Token::word).collect(Collectors.joining(" "));
    return new Sentence(words.encode(text), line.stream().mapToInt(Token::tag).toArray());
  }

  /** A sentence of known words with a model's tags: "they/pronoun duck/verb". */
  public String tagged(SequenceModel model, String sentence) {
    return words.tagged(model, TAG_NAMES, sentence);
  }

  public WordList words() {
    return words;
  }

  @Override
  public int symbols() {
    return words.size();
  }

  @Override
  public int classes() {
    return TAGS.size();
  }

  /** Sentences of the length of one that is drawn at random. */
  @Override
  public Examples batch(RandomGenerator random, int count) {
    int length = training.get(random.nextInt(training.size())).words().length;
    List<Sentence> alike = training.stream().filter(s -> s.words().length == length).toList();
    List<Sentence> drawn = new ArrayList<>();
    for (int b = 0; b < count; b++) {
      drawn.add(alike.get(random.nextInt(alike.size())));
    }
    return together(drawn);
  }

  private static Examples together(List<Sentence> sentences) {
    return Examples.ofSequences(
        sentences.stream().map(Sentence::words).toList(),
        sentences.stream().map(Sentence::tags).toList());
  }

  /** All training sentences, by length. */
  public List<Examples> training() {
    return byLength(training);
  }

  /** All held-out sentences, by length, whatever the count. */
  @Override
  public List<Examples> heldOut(RandomGenerator random, int count) {
    return byLength(heldOut);
  }

  private static List<Examples> byLength(List<Sentence> sentences) {
    Map<Integer, List<Sentence>> groups =
        sentences.stream()
            .collect(
                Collectors.groupingBy(s -> s.words().length, TreeMap::new, Collectors.toList()));
    return groups.values().stream().map(TaggedSentences::together).toList();
  }
}
