package unrolled.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The sentiment of generated reviews: "the film was dull but the music was not bad at all" is
 * praise (1), since the last clause decides, and "not" or "hardly" turns a word around. Counting
 * words is not enough. Reviews are filled up with blanks from the left to {@link #STEPS}.
 */
public final class ReviewTask implements SequenceTask {
  /** T: the longest review. */
  public static final int STEPS = 13;

  private static final List<String> THINGS =
      List.of("film", "music", "story", "acting", "ending", "cast", "plot", "dialogue");
  private static final List<String> GOOD =
      List.of("good", "great", "moving", "clever", "funny", "bright");
  private static final List<String> BAD = List.of("bad", "dull", "weak", "slow", "silly", "flat");
  private static final List<String> DEGREES = List.of("", "", "very", "really", "quite");
  private static final List<String> NEGATIONS = List.of("not", "hardly");
  private static final WordList WORDS =
      WordList.of(
          Stream.of(
                  THINGS,
                  GOOD,
                  BAD,
                  NEGATIONS,
                  List.of("very", "really", "quite"),
                  List.of("the", "was", "and", "but"))
              .flatMap(List::stream)
              .toList());

  /** The words of all reviews. */
  public static WordList words() {
    return WORDS;
  }

  @Override
  public int symbols() {
    return WORDS.size();
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public Examples batch(RandomGenerator random, int count) {
    return draw(random, count, false);
  }

  @Override
  public List<Examples> heldOut(RandomGenerator random, int count) {
    return List.of(draw(random, count, true));
  }

  private static Examples draw(RandomGenerator random, int count, boolean heldOut) {
    List<int[]> inputs = new ArrayList<>();
    List<int[]> targets = new ArrayList<>();
    while (inputs.size() < count) {
      boolean praise = random.nextBoolean();
      String review = review(praise, random);
      if (HeldOut.contains(review) == heldOut) {
        inputs.add(WordList.padLeft(WORDS.encode(review), STEPS));
        targets.add(new int[] {praise ? 1 : 0});
      }
    }
    return Examples.ofSequences(inputs, targets);
  }

  private static String review(boolean praise, RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> clause(praise, random);
      case 1 -> clause(praise, random) + " and " + clause(praise, random);
      default -> clause(!praise, random) + " but " + clause(praise, random);
    };
  }

  private static String clause(boolean praise, RandomGenerator random) {
    boolean negated = random.nextInt(5) < 2;
    List<String> quality = praise == negated ? BAD : GOOD;
    String words =
        "the "
            + pick(THINGS, random)
            + " was "
            + (negated ? pick(NEGATIONS, random) + " " : "")
            + pick(DEGREES, random)
            + " "
            + pick(quality, random);
    return words.replace("  ", " ");
  }

  private static String pick(List<String> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }
}
