package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;

class FitTest {
  private static double[] lossesOf(long seed) {
    Random random = new Random(seed);
    SequenceTask task = new KeywordTask(8, 1, 8);
    SequenceModel model = new SequenceClassifier(CellKind.RNN, task.symbols(), 8, 2, random);
    return Fit.of(model, task, FitSettings.of(5, 0.01), random).losses();
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(lossesOf(4)).isEqualTo(lossesOf(4)).isNotEqualTo(lossesOf(5));
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void everyCellLearnsToRememberOverAFewSteps(CellKind kind) {
    Random random = new Random(1);
    SequenceTask task = new FirstSymbolTask(4, 3);
    SequenceModel model = new SequenceClassifier(kind, task.symbols(), 16, task.classes(), random);
    assertThat(Answers.accuracy(model, task.heldOut(random, 200))).isLessThan(0.8);
    Fit fit = Fit.of(model, task, FitSettings.of(200, 0.01), random);
    assertThat(Answers.accuracy(model, task.heldOut(random, 200))).isGreaterThan(0.95);
    assertThat(fit.table().columnNames()).containsExactly("step", "loss", "norm");
    assertThat(fit.table().rowCount()).isEqualTo(200);
  }

  @Test
  void theMlpOverPositionsIsTheSumOfOneColumnForEachPair() {
    PositionMlp mlp = new PositionMlp(4, 3, 2, 2, new Random(2));
    assertThat(mlp.parameterCount()).isEqualTo(4 * 3 * 2 + 2 + 2 * 2 + 2);
    Tensor columns = mlp.parameters().get("input.columns");
    double[] w = columns.toDoubles();
    double[] head = mlp.parameters().get("head.weight").toDoubles();
    double[] bias = mlp.parameters().get("head.bias").toDoubles();
    double[] logits = mlp.logits(new int[][] {{2}, {0}, {1}}, 1).toDoubles();
    int[] rows = {2, 3, 7}; // position * 3 + token
    for (int c = 0; c < 2; c++) {
      double expected = bias[c];
      for (int h = 0; h < 2; h++) {
        int unit = h;
        double sum = Arrays.stream(rows).mapToDouble(row -> w[row * 2 + unit]).sum();
        expected += head[c * 2 + h] * Math.tanh(sum);
      }
      assertThat(logits[c]).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void theMlpRefusesMorePositionsThanItHas() {
    PositionMlp mlp = new PositionMlp(2, 3, 2, 2, new Random(2));
    assertThatThrownBy(() -> mlp.logits(new int[3][1], 1))
        .hasMessage("inputs: expected at most 2 positions, got 3");
  }

  @Test
  void aCaptionerWritesWhatItHasLearned() {
    Random random = new Random(6);
    Captioner model =
        new Captioner(CellKind.LSTM, NumberNames.DIALS, 32, NumberNames.letters(), random);
    int[] few = {1, 10, 42};
    Fit.of(
        model,
        FitSettings.of(150, 0.02),
        () -> model.loss(NumberNames.dials(few), NumberNames.spelled(few)));
    int[][] written = model.write(NumberNames.dials(few), NumberNames.STEPS);
    assertThat(written).isDeepEqualTo(NumberNames.spelled(few));
  }

  @Test
  void anEncoderDecoderWritesWhatItHasLearned() {
    Random random = new Random(6);
    EncoderDecoder model =
        new EncoderDecoder(
            CellKind.LSTM, DateTask.inputSymbols(), 32, DateTask.outputSymbols(), random);
    DateTask.Pairs few = DateTask.batch(random, 4);
    Fit.of(model, FitSettings.of(200, 0.02), () -> model.loss(few.inputs(), few.outputs()));
    assertThat(model.write(few.inputs(), DateTask.OUTPUT_STEPS)).isDeepEqualTo(few.outputs());
    String date = DateTask.readOutput(Examples.column(few.outputs(), 0));
    assertThat(DateTask.rewrite(model, DateTask.written(LocalDate.parse(date)))).isEqualTo(date);
  }

  @Test
  void baselinesScoreWhatCountingScores() {
    List<Examples> training =
        List.of(new Examples(new int[][] {{0, 0, 0, 1}}, new int[][] {{1, 1, 0, 0}}));
    List<Examples> test = List.of(new Examples(new int[][] {{0, 1, 2}}, new int[][] {{1, 0, 0}}));
    assertThat(Baselines.perSymbol(training, test, 3, 2))
        .isEqualTo(1); // ties go to the lower class
    assertThat(Baselines.majority(training, test, 2)).isEqualTo(2.0 / 3);
    assertThat(Baselines.commonestPerStep(new int[][] {{2, 1, 2}, {0, 0, 1}}, 2))
        .isDeepEqualTo(new int[][] {{2, 2}, {0, 0}});
    assertThat(Baselines.bagOfSymbols(training, test, 3, 2)).isBetween(0.0, 1.0);
  }

  @Test
  void wordOrderIsBeyondABagOfWords() {
    Random random = new Random(8);
    ReviewTask task = new ReviewTask();
    double bag =
        Baselines.bagOfSymbols(
            List.of(task.batch(random, 2000)), task.heldOut(random, 1000), task.symbols(), 2);
    assertThat(bag).isBetween(0.4, 0.65);
  }

  @Test
  void aSpreadKnowsMeanAndDeviation() {
    Spread spread = Spread.of(1, 2, 3, 4);
    assertThat(spread.mean()).isEqualTo(2.5);
    assertThat(spread.deviation()).isCloseTo(1.2909944, within(1e-6));
    assertThat(Spread.over(new long[] {3, 1, 2}, seed -> seed).values()).containsExactly(3, 1, 2);
    assertThat(Spread.of(Seeds.each(3, seed -> seed), seed -> seed - Seeds.of(0)).values())
        .containsExactly(0, 1, 2);
    assertThat(Spread.of(1, 2)).hasToString("1.500 ± 0.707 (2 seeds)");
  }

  @Test
  void theSeedsMoveTogether() {
    assertThat(Seeds.base(null)).isEqualTo(1);
    assertThat(Seeds.base(" 7 ")).isEqualTo(7);
    assertThatThrownBy(() -> Seeds.base("x"))
        .hasMessage("UNROLLED_SEED: expected a whole number, got \"x\"");
  }

  @Test
  void scoresKeepARowForEachSeed() {
    Scores scores =
        Scores.of("accuracy").with("RNN", "late", Spread.of(0.5, 1)).with("majority", "late", 0.5);
    assertThat(scores.table().rowCount()).isEqualTo(3);
    assertThat(scores.of("RNN", "late").mean()).isEqualTo(0.75);
    assertThat(scores.summary().rowCount()).isEqualTo(2);
  }
}
