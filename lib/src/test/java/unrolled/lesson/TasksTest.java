package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TasksTest {
  private final Random random = new Random(3);

  private static Set<String> columns(Examples examples) {
    Set<String> columns = new HashSet<>();
    IntStream.range(0, examples.batch())
        .forEach(b -> columns.add(Arrays.toString(examples.input(b))));
    return columns;
  }

  private static boolean matters(String word) {
    return List.of(
            "awful", "boring", "dreadful", "tedious", "brilliant", "charming", "lovely", "superb")
        .contains(word);
  }

  @Test
  void aKeywordStandsOnceAndOnlyAtTheAllowedPositions() {
    Examples examples = new KeywordTask(16, 9, 12).batch(random, 200);
    for (int b = 0; b < examples.batch(); b++) {
      int[] sentence = examples.input(b);
      int[] places =
          IntStream.range(0, 16)
              .filter(t -> matters(KeywordTask.words().word(sentence[t])))
              .toArray();
      assertThat(places).hasSize(1);
      assertThat(places[0] + 1).isBetween(9, 12);
    }
  }

  @Test
  void aKeywordTaskRefusesPositionsOutsideTheSentence() {
    assertThatThrownBy(() -> new KeywordTask(8, 1, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 <= first <= last <= length, got [1, 9, 8]");
  }

  @Test
  void theFirstSymbolIsTheAnswerAndTheNoiseUsesOtherSymbols() {
    Examples examples = new FirstSymbolTask(4, 20).batch(random, 50);
    assertThat(examples.steps()).isEqualTo(21);
    assertThat(examples.inputs()[0]).isEqualTo(examples.targets()[0]);
    for (int t = 1; t <= 20; t++) {
      assertThat(Arrays.stream(examples.inputs()[t])).allMatch(s -> s >= 4 && s < 8);
    }
  }

  /** An oracle of its own: reads the words of the last clause. */
  private static int sentiment(String review) {
    String last = review.substring(review.lastIndexOf(" but ") + 1);
    String clause = last.contains(" and ") ? last.substring(last.indexOf(" and ")) : last;
    boolean negated = clause.contains(" not ") || clause.contains(" hardly ");
    boolean good = clause.matches(".* (good|great|moving|clever|funny|bright)$");
    return good == negated ? 0 : 1;
  }

  @Test
  void aReviewsLastClauseDecides() {
    Examples examples = new ReviewTask().batch(random, 500);
    for (int b = 0; b < examples.batch(); b++) {
      String review = ReviewTask.words().decode(examples.input(b));
      assertThat(examples.target(b)[0]).as(review).isEqualTo(sentiment(review));
    }
  }

  @Test
  void heldOutReviewsAreNeverTrainedOn() {
    ReviewTask task = new ReviewTask();
    Set<String> training = columns(task.batch(random, 5000));
    assertThat(columns(task.heldOut(random, 1000).get(0))).doesNotContainAnyElementsOf(training);
  }

  @Test
  void everyTaggedSentenceIsEitherTrainedOnOrHeldOut() {
    TaggedSentences corpus = new TaggedSentences(5);
    int training = corpus.training().stream().mapToInt(Examples::batch).sum();
    int heldOut = corpus.heldOut(random, 0).stream().mapToInt(Examples::batch).sum();
    assertThat(heldOut).isEqualTo((training + heldOut) / 5);
    Set<String> trained = new HashSet<>();
    corpus.training().forEach(e -> trained.addAll(columns(e)));
    corpus
        .heldOut(random, 0)
        .forEach(e -> assertThat(columns(e)).doesNotContainAnyElementsOf(trained));
    assertThat(columns(corpus.batch(random, 50))).isSubsetOf(trained);
  }

  @Test
  void manyTaggedWordsHaveMoreThanOneTag() {
    TaggedSentences corpus = new TaggedSentences(5);
    Set<List<Integer>> pairs = new HashSet<>();
    for (Examples e : corpus.training()) {
      for (int t = 0; t < e.steps(); t++) {
        for (int b = 0; b < e.batch(); b++) {
          pairs.add(List.of(e.inputs()[t][b], e.targets()[t][b]));
        }
      }
    }
    long words = pairs.stream().map(pair -> pair.get(0)).distinct().count();
    assertThat(pairs.size() - words).isGreaterThanOrEqualTo(15);
  }

  @Test
  void numbersAreSpelled() {
    assertThat(IntStream.of(0, 13, 40, 42, 99).mapToObj(NumberNames::name))
        .containsExactly("zero", "thirteen", "forty", "forty-two", "ninety-nine");
    assertThat(IntStream.range(0, 100).map(n -> NumberNames.name(n).length()).max().getAsInt())
        .isLessThan(NumberNames.STEPS);
    assertThat(NumberNames.read(NumberNames.spelled(7, 42))).containsExactly("seven", "forty-two");
  }

  @Test
  void eachTenAndEachUnitOfAHeldOutNumberIsKnownFromOthers() {
    Set<Integer> training = new HashSet<>(Arrays.stream(NumberNames.training()).boxed().toList());
    assertThat(Arrays.stream(NumberNames.heldOut()).boxed())
        .hasSizeBetween(13, 20)
        .noneMatch(training::contains);
    for (int n : NumberNames.heldOut()) {
      assertThat(training).anyMatch(m -> m > 20 && m / 10 == n / 10 && m % 10 != 0);
      assertThat(training).anyMatch(m -> m > 20 && m % 10 == n % 10);
    }
  }

  @Test
  void datesAreRewritten() {
    DateTask.Pairs pairs = DateTask.heldOut(random, 100);
    for (int b = 0; b < 100; b++) {
      String iso = DateTask.readOutput(Examples.column(pairs.outputs(), b));
      String written = DateTask.readInput(Examples.column(pairs.inputs(), b));
      assertThat(written).isEqualTo(DateTask.written(LocalDate.parse(iso)));
    }
  }

  @Test
  void examplesRefuseRaggedRowsAndTooManyAnswers() {
    assertThatThrownBy(() -> new Examples(new int[][] {{1, 2}, {1}}, new int[][] {{0, 0}}))
        .hasMessage("inputs: expected 2 sequences at every step, got 1");
    assertThatThrownBy(() -> new Examples(new int[][] {{1}}, new int[][] {{0}, {0}}))
        .hasMessage("targets: expected at most 1 steps, got 2");
  }
}
