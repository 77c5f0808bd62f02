package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.nn.LayerShape;
import unrolled.nn.SequenceLayer;
import unrolled.text.Corpus;

/** What part 4 stands on: equal sizes, races, tagging from both sides, the layers of a stack. */
class Part4Test {
  @ParameterizedTest
  @CsvSource({"1, 1", "100, 10", "110, 10", "111, 11", "130, 11", "6000, 77"})
  void theHiddenSizeIsTheOneThatComesNearest(long wanted, int expected) {
    assertThat(EqualSize.hidden(h -> (long) h * h, wanted)).isEqualTo(expected);
  }

  @Test
  void aSizeBeyondAllBoundsIsRefused() {
    assertThatThrownBy(() -> EqualSize.hidden(h -> h, 5000))
        .hasMessage("wanted: expected at most what a hidden size of 4096 has, got 5000");
  }

  @Test
  void inARaceEveryLapHasEveryRunnerAndOnlyTimesOfALapAreCompared() {
    List<String> order = new ArrayList<>();
    AtomicLong clock = new AtomicLong(); // the machine gets three times slower from lap to lap
    Map<String, Runnable> runners = new LinkedHashMap<>();
    runners.put("slow", () -> run(order, "slow", clock, 6_000_000));
    runners.put("fast", () -> run(order, "fast", clock, 2_000_000));
    Race race = Race.of(3, runners, clock::get);
    assertThat(order).hasSize(12).startsWith("slow", "fast", "slow", "fast");
    assertThat(race.speed("fast", "slow")).isCloseTo(3, within(1e-12));
    assertThat(race.speed("slow", "fast")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(race.seconds("slow")).isCloseTo(0.006 * 81, within(1e-12));
    assertThatThrownBy(() -> race.seconds("?"))
        .hasMessage("runner: expected one of [slow, fast], got ?");
  }

  private static void run(List<String> order, String name, AtomicLong clock, long nanoseconds) {
    int lap = order.size() / 2;
    order.add(name);
    clock.addAndGet(nanoseconds * (long) Math.pow(3, lap));
  }

  @Test
  void theLastWordOfANounPhraseIsTheNoun() {
    NounPhraseTask task = new NounPhraseTask(12);
    Examples examples = task.batch(new Random(1), 200);
    int the = task.words().encode("the")[0];
    for (int b = 0; b < examples.batch(); b++) {
      int[] text = examples.input(b);
      for (int t = 0; t < 12; t++) {
        boolean last = t == 11 || text[t + 1] == the;
        assertThat(examples.target(b)[t]).isEqualTo(text[t] == the ? 0 : last ? 2 : 1);
      }
    }
  }

  /** Counted on many texts: by where a word stands, whatever the word, what is said most often. */
  @Test
  void nobodyIsBetterFromTheLeftThanTheExactBest() {
    NounPhraseTask task = new NounPhraseTask(12);
    Examples examples = task.batch(new Random(2), 40_000);
    int the = task.words().encode("the")[0];
    long[][] counts = new long[12 * 4][3];
    for (int b = 0; b < examples.batch(); b++) {
      int place = 0;
      for (int t = 0; t < 12; t++) {
        place = examples.inputs()[t][b] == the ? 0 : place + 1;
        counts[t * 4 + place][examples.targets()[t][b]]++;
      }
    }
    long right = Arrays.stream(counts).mapToLong(c -> Arrays.stream(c).max().getAsLong()).sum();
    assertThat(right / (12.0 * examples.batch())).isCloseTo(task.bestFromTheLeft(), within(4e-3));
  }

  @Test
  void theShortestTextsLeaveNoDoubt() {
    assertThat(new NounPhraseTask(2).bestFromTheLeft()).isEqualTo(1);
    // the A N, and nothing else comes out even: from the places that are left everything is known
    assertThat(new NounPhraseTask(3).bestFromTheLeft()).isCloseTo(1, within(1e-12));
    assertThatThrownBy(() -> new NounPhraseTask(1)).hasMessage("steps: expected at least 2, got 1");
  }

  @Test
  void theNextCharacterFollows() {
    Corpus corpus = Corpus.of("abcdefghijklmnopqrstuvwxyz".repeat(4));
    NextCharacter task = new NextCharacter(corpus, 5);
    for (Examples examples :
        List.of(task.batch(new Random(3), 7), task.heldOut(new Random(3), 7).get(0))) {
      for (int b = 0; b < 7; b++) {
        int[] input = examples.input(b);
        assertThat(Arrays.copyOf(examples.target(b), 4)).isEqualTo(Arrays.copyOfRange(input, 1, 5));
      }
    }
    assertThatThrownBy(() -> new NextCharacter(corpus, 11))
        .hasMessage("steps: expected 1 to 10, got 11");
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void theLastLayersStatesAreTheStacksOwn(CellKind kind) {
    SequenceLayer stack = stack(kind, LayerShape.of(3, 4).withLayers(3));
    int[][] ids = {{0, 2}, {1, 1}, {2, 0}, {0, 0}};
    List<Tensor> states = LayerStates.of(stack, ids);
    assertThat(states).hasSize(3);
    SequenceLayer.Output whole = stack.forwardOneHot(ids, null);
    assertThat(states.get(2).toDoubles())
        .containsExactly(whole.sequence().toDoubles(), within(1e-12));
    assertThat(states.get(0).select(0, 3).toDoubles())
        .containsExactly(whole.state().get(0).select(0, 0).toDoubles(), within(1e-12));
  }

  @Test
  void statesOfBothDirectionsAreNotTakenApart() {
    SequenceLayer stack = stack(CellKind.RNN, LayerShape.of(3, 4).withBothDirections());
    assertThatThrownBy(() -> LayerStates.of(stack, new int[1][1]))
        .hasMessage("stack: expected one direction, got both");
  }

  private static SequenceLayer stack(CellKind kind, LayerShape shape) {
    return SequenceClassifier.layer(kind, shape, DataType.DOUBLE, new Random(4));
  }

  @Test
  void aReadingKnowsWordsAndLines() {
    String line = "It was a very long evening, and nothing more\n";
    Corpus corpus = Corpus.of(line.repeat(30));
    Reading reading = Reading.of(corpus.training(), corpus.vocabulary(), 3, 50, new Random(5));
    int[] letters = reading.answers(Reading.Question.LETTERS_OF_WORD);
    int[] tens = reading.answers(Reading.Question.TENS_OF_LINE);
    int[] next = reading.answers(Reading.Question.NEXT);
    int[] back = reading.answers(Reading.Question.FOUR_BACK);
    assertThat(letters).hasSize(150);
    assertThat(letters).contains(0, 1, 7).doesNotContain(8);
    assertThat(tens).contains(0, 1, 2, 3, 4).doesNotContain(5);
    for (int n = 0; n + 15 < letters.length; n++) { // the same piece, five characters later
      assertThat(back[n + 15]).isEqualTo(next[n]);
      boolean letter = Character.isLetter(corpus.vocabulary().decode(next[n]).charAt(0));
      assertThat(letters[n + 3]).isEqualTo(letter ? Math.min(7, letters[n] + 1) : 0);
    }
    SequenceLayer stack =
        stack(CellKind.GRU_RESET_BEFORE, LayerShape.of(corpus.vocabulary().size(), 4));
    assertThat(reading.states(stack).get(0).shape()).containsExactly(150, 4);
    assertThat(Probe.layers(stack, reading, reading, Reading.Question.TENS_OF_LINE, 1)).hasSize(1);
    long most = Arrays.stream(tens).filter(t -> t == 1).count();
    for (int answer : tens) {
      most = Math.max(most, Arrays.stream(tens).filter(t -> t == answer).count());
    }
    assertThat(Probe.majority(reading, reading, Reading.Question.TENS_OF_LINE))
        .isEqualTo(most / 150.0);
    assertThat(Reading.Question.TENS_OF_LINE).hasToString("tens of the line");
    assertThatThrownBy(() -> Reading.of(new int[60], corpus.vocabulary(), 1, 1, new Random(5)))
        .hasMessageStartingWith("pieces, asked: expected at least 1");
  }

  @Test
  void aProbeFindsWhatIsLinearAndNothingElse() {
    Random random = new Random(6);
    Tensor states = Tensor.uniform(random, -1, 1, DataType.FLOAT, 600, 4);
    double[] values = states.toDoubles();
    int[] linear = new int[600];
    int[] product = new int[600];
    for (int n = 0; n < 600; n++) {
      linear[n] = values[4 * n] + values[4 * n + 1] > 0 ? 1 : 0;
      product[n] = values[4 * n] * values[4 * n + 1] > 0 ? 1 : 0;
    }
    assertThat(Probe.accuracy(states, linear, states, linear, 2, 7)).isGreaterThan(0.95);
    assertThat(Probe.accuracy(states, product, states, product, 2, 7)).isLessThan(0.65);
    assertThatThrownBy(() -> Probe.accuracy(states, new int[3], states, linear, 2, 7))
        .hasMessage("labels: expected one for each of the states [600, 4], got 3");
  }

  @Test
  void theDialSaysItsNumbers() {
    assertThat(Dial.html(0.8, 0.1, -0.5)).contains("h' = 0.67");
    assertThat(Dial.html()).startsWith("<img alt=\"The state h");
  }

  @Test
  void rightAnswersPassAndUnsolvedOnesDoNot() {
    assertThat(Part4Exercises.step((h, z, g) -> (1 - z) * h + z * g).passed()).isTrue();
    assertThat(Part4Exercises.step((h, z, g) -> z * h + (1 - z) * g).passed()).isFalse();
    assertThat(Part4Exercises.bothWays("yes", "no", "yes", "no").passed()).isTrue();
    assertThat(Part4Exercises.bothWays("?", "?", "?", "?").message()).startsWith("0 of 4");
    assertThat(Part4Exercises.translation(p -> new double[] {-p[0], -p[1], -p[2]}).passed())
        .isTrue();
    assertThat(Part4Exercises.translation(p -> p).passed()).isFalse();
    assertThat(Part4Exercises.parameters(Part4Test::count).passed()).isTrue();
    assertThat(Part4Exercises.parameters((d, h, layers, both) -> 3L * h * (h + d)).passed())
        .isFalse();
    double[][] u = {{1, -1}, {0, 0}};
    assertThat(
            Part4Exercises.opposite(u, new double[] {0.9, 0.1}, new double[] {0.5, 0.9}).passed())
        .isTrue();
    assertThat(
            Part4Exercises.opposite(u, new double[] {0.5, 0.5}, new double[] {0.5, 0.9}).message())
        .startsWith("reset before the product -0.200, after it -0.200");
    assertThat(Part4Exercises.opposite(u, new double[] {2, 0}, new double[] {1, 1}).message())
        .startsWith("gates are between");
  }

  @Test
  void howFarALayerReachesIsJudgedByTheWorseOfTwoRuns() {
    FirstSymbolTask near = new FirstSymbolTask(4, 3);
    Verdict learned = FarReach.of(near, FitSettings.of(200, 1e-2), Part4Test::gru);
    assertThat(learned.passed()).isTrue();
    assertThat(learned.message()).endsWith("in the worse of two runs");
    assertThat(FarReach.of(near, FitSettings.of(1, 1e-2), Part4Test::gru).message())
        .endsWith("expected at least 0.9, and 0.25 is guessing");
    assertThat(
            FarReach.of(
                    near,
                    FitSettings.of(1, 1e-2),
                    random -> {
                      throw new IllegalArgumentException("no");
                    })
                .message())
        .startsWith("your answer threw");
  }

  private static SequenceLayer gru(Random random) {
    return SequenceClassifier.layer(
        CellKind.GRU_RESET_BEFORE, LayerShape.of(8, 16), DataType.FLOAT, random);
  }

  @Test
  void theDrawingOfBothDirectionsSaysWhatItShows() {
    assertThat(Drawings.bothDirections(List.of("the", "light")))
        .contains("alt=\"Two rows of cells over the words: the light.");
    assertThatThrownBy(() -> Drawings.bothDirections(List.of()))
        .hasMessage("words: expected 1 to 8, got 0");
  }

  private static long count(int d, int h, int layers, boolean both) {
    int directions = both ? 2 : 1;
    long first = 3L * h * (h + d) + 4L * h;
    long above = 3L * h * (h + directions * h) + 4L * h;
    return directions * (first + (layers - 1) * above);
  }
}
