package unrolled.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Who is "it"? "the fox did not chase the hen because it was too tired": the fox; "... too quick":
 * the hen. Both nouns come from the same list, so that counting words cannot tell. Between them and
 * the reason stand filler words. A fixed fifth of the combinations of nouns and reason is never
 * trained on.
 */
public final class PronounTask implements SequenceTask {
  private static final List<String> NOUNS =
      List.of("fox", "hen", "dog", "cat", "goat", "duck", "pig", "horse");
  private static final List<String> VERBS = List.of("chase", "follow", "catch", "pass");

  /** The first four lie with the first noun, the others with the second. */
  private static final List<String> REASONS =
      List.of("tired", "lazy", "old", "sleepy", "quick", "clever", "distant", "angry");

  private static final List<String> FILLERS =
      List.of("on", "that", "cold", "evening", "by", "river", "near", "mill", "in", "rain");
  private static final WordList WORDS =
      WordList.of(
          Stream.of(
                  NOUNS,
                  VERBS,
                  REASONS,
                  FILLERS,
                  List.of("the", "did", "not", "because", "it", "was", "too"))
              .flatMap(List::stream)
              .toList());

  private final int fillers;

  /** With so many filler words in every sentence. */
  public PronounTask(int fillers) {
    if (fillers < 0) {
      throw new IllegalArgumentException("fillers: expected at least 0, got " + fillers);
    }
    this.fillers = fillers;
  }

  /** The words, for every number of fillers. */
  public static WordList words() {
    return WORDS;
  }

  /** The noun that an answer stands for. */
  public static String noun(int answer) {
    return NOUNS.get(answer);
  }

  @Override
  public int symbols() {
    return WORDS.size();
  }

  @Override
  public int classes() {
    return NOUNS.size();
  }

  private record Sentence(String text, int answer, boolean heldOut) {}

  private Sentence sentence(RandomGenerator random) {
    int first = random.nextInt(NOUNS.size());
    int second = (first + 1 + random.nextInt(NOUNS.size() - 1)) % NOUNS.size();
    int reason = random.nextInt(REASONS.size());
    StringBuilder text = new StringBuilder();
    text.append(
        "the %s did not %s the %s ".formatted(noun(first), pick(VERBS, random), noun(second)));
    for (int n = 0; n < fillers; n++) {
      text.append(pick(FILLERS, random)).append(' ');
    }
    text.append("because it was too ").append(REASONS.get(reason));
    boolean itIsFirst = reason < REASONS.size() / 2;
    boolean heldOut = (first + 2 * second + 3 * reason) % 5 == 0;
    return new Sentence(text.toString(), itIsFirst ? first : second, heldOut);
  }

  private static String pick(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }

  @Override
  public Examples batch(RandomGenerator random, int count) {
    return draw(random, count, false);
  }

  @Override
  public List<Examples> heldOut(RandomGenerator random, int count) {
    return List.of(draw(random, count, true));
  }

  private Examples draw(RandomGenerator random, int count, boolean wanted) {
    List<int[]> inputs = new ArrayList<>();
    List<int[]> answers = new ArrayList<>();
    while (inputs.size() < count) {
      Sentence drawn = sentence(random);
      if (drawn.heldOut() == wanted) {
        inputs.add(WORDS.encode(drawn.text()));
        answers.add(new int[] {drawn.answer()});
      }
    }
    return Examples.ofSequences(inputs, answers);
  }

  /** Always the noun that came last. */
  public static double byNearestNoun(List<Examples> examples) {
    return Answers.accuracy(
        e -> {
          int[][] answers = new int[1][e.batch()];
          for (int b = 0; b < e.batch(); b++) {
            answers[0][b] = NOUNS.indexOf(WORDS.word(e.input(b)[6]));
          }
          return answers;
        },
        examples);
  }
}
