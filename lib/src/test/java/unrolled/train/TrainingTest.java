package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import unrolled.compute.CellKind;
import unrolled.text.Corpus;
import unrolled.text.Vocabulary;

final class TrainingTest {
  private static final Corpus CORPUS = Corpus.of("the cat sat on the mat. ".repeat(60));

  private static Recipe recipe(long steps) {
    return Recipe.of(Budget.steps(steps))
        .withBatch(8)
        .withStepsPerChunk(12)
        .withRate(0.02)
        .withWarmUp(5)
        .withEvaluations(4)
        .withThreads(1);
  }

  private static Trainer trainer(ModelShape shape, Recipe recipe) {
    return new Trainer(model(shape, recipe), CORPUS, recipe);
  }

  private static CharLanguageModel model(ModelShape shape, Recipe recipe) {
    return Trainer.newModel(shape, CORPUS.vocabulary(), recipe);
  }

  static Map<String, double[]> weights(CharLanguageModel model) {
    Map<String, double[]> weights = new TreeMap<>();
    model.parameters().forEach((name, p) -> weights.put(name, p.toDoubles()));
    return weights;
  }

  private static void assertSameBits(CharLanguageModel a, CharLanguageModel b) {
    Map<String, double[]> expected = weights(a);
    weights(b).forEach((name, w) -> assertThat(w).as(name).isEqualTo(expected.get(name)));
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void everyCellLearnsAShortTextByHeart(CellKind cell) {
    Recipe recipe = recipe(250);
    CharLanguageModel model = model(ModelShape.of(cell, 24), recipe);
    double before = Evaluation.of(model, CORPUS).loss();
    TrainingRecord record = new Trainer(model, CORPUS, recipe).run();
    assertThat(before).isCloseTo(Math.log(CORPUS.vocabulary().size()), within(0.3));
    assertThat(Evaluation.of(model, CORPUS).loss()).isLessThan(0.1);
    assertThat(record.outcome()).isEqualTo(TrainingRecord.Outcome.FINISHED);
    assertThat(new Sampler(0, 0).write(model, "the cat", 17, null)).isEqualTo(" sat on the mat. ");
  }

  @Test
  void stackedLayersWithAnEmbeddingAndDropoutLearnToo() {
    ModelShape shape =
        ModelShape.of(CellKind.LSTM, 24).withLayers(2).withEmbedding(6).withDropout(0.1);
    Recipe recipe = recipe(400);
    CharLanguageModel model = model(shape, recipe);
    new Trainer(model, CORPUS, recipe).run();
    assertThat(Evaluation.of(model, CORPUS).loss()).isLessThan(0.2);
  }

  @Test
  void theSameSeedGivesTheSameBitsAndSoDoesATeam() {
    ModelShape shape =
        ModelShape.of(CellKind.LSTM, 16).withLayers(2).withEmbedding(6).withDropout(0.2);
    CharLanguageModel first = model(shape, recipe(30));
    new Trainer(first, CORPUS, recipe(30)).run();
    CharLanguageModel second = model(shape, recipe(30));
    new Trainer(second, CORPUS, recipe(30).withThreads(2)).run();
    assertSameBits(first, second);

    CharLanguageModel other = model(shape, recipe(30).withSeed(2));
    assertThat(weights(other).get("head.weight"))
        .isNotEqualTo(weights(model(shape, recipe(30))).get("head.weight"));
  }

  @Test
  void theRecordHasARowForEachEvaluationAndSaysWhereItComesFrom() {
    TrainingRecord record = trainer(ModelShape.of(CellKind.GRU_RESET_AFTER, 8), recipe(40)).run();
    assertThat(record.rows())
        .extracting(TrainingRecord.Row::step)
        .containsExactly(10L, 20L, 30L, 40L);
    assertThat(record.rows())
        .extracting(TrainingRecord.Row::validationLoss)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(record.dataSha256()).isEqualTo(CORPUS.sha256());
    assertThat(record.versions()).containsKeys("unrolled", "java", "kernels");
    assertThat(record.best()).isEqualTo(record.rows().get(3));
    assertThat(record.table().columnNames())
        .containsExactly(
            "step",
            "characters",
            "seconds",
            "training loss",
            "validation loss",
            "learning rate",
            "gradient norm",
            "characters per second");
    assertThat(record.table().rowCount()).isEqualTo(4);
    assertThat(record.table().doubleColumn("validation loss").get(3))
        .isEqualTo(record.best().validationLoss());
  }

  @Test
  void theRateStaysAtItsPeakUntilItCoolsDown() {
    Recipe recipe = recipe(40).withCooldown(0.5).withEvaluations(8);
    List<Double> rates =
        trainer(ModelShape.of(CellKind.RNN, 8), recipe).run().rows().stream()
            .map(TrainingRecord.Row::learningRate)
            .toList();
    assertThat(rates.subList(0, 4)).containsOnly(0.02);
    assertThat(rates.subList(4, 8)).isSortedAccordingTo((x, y) -> Double.compare(y, x));
    assertThat(rates.get(7)).isLessThan(0.001);
  }

  @Test
  void whatIsEvaluatedAndKeptIsTheMeanOfTheLastStepsWeights() {
    ModelShape shape = ModelShape.of(CellKind.LSTM, 12);
    Recipe all = recipe(6).withEvaluations(1).withCooldown(0.01);
    List<double[]> heads = new ArrayList<>();
    CharLanguageModel model = model(shape, all);
    new Trainer(model, CORPUS, all).run(progress -> heads.add(model.head().weight().toDoubles()));
    double[] mean = new double[heads.get(0).length];
    heads.forEach(head -> Arrays.setAll(mean, j -> mean[j] + head[j] / heads.size()));

    CharLanguageModel averaged = model(shape, all.withAverage(100));
    new Trainer(averaged, CORPUS, all.withAverage(100)).run();
    assertThat(averaged.head().weight().toDoubles()).containsExactly(mean, within(1e-6));
  }

  @Test
  void theBestWeightsAreKeptEvenIfLaterOnesAreWorse() {
    Recipe recipe = recipe(60).withRate(3).withClip(1e9).withWarmUp(0);
    CharLanguageModel model = model(ModelShape.of(CellKind.RNN, 8), recipe);
    TrainingRecord record = new Trainer(model, CORPUS, recipe).run();
    double last = record.rows().get(record.rows().size() - 1).validationLoss();
    assertThat(record.best().validationLoss()).isLessThanOrEqualTo(last);
    assertThat(Evaluation.of(model, CORPUS).loss()).isEqualTo(record.best().validationLoss());
  }

  @Test
  void anInterruptStopsAfterTheStepAndALaterRunGoesOnAsIfNothingHadHappened() {
    ModelShape shape = ModelShape.of(CellKind.LSTM, 12).withDropout(0.2).withRecurrentDropout(0.2);
    Recipe recipe = recipe(40).withAverage(10).withDecay(0.1).withRestarts(0.2);
    CharLanguageModel whole = model(shape, recipe);
    new Trainer(whole, CORPUS, recipe).run();

    CharLanguageModel model = model(shape, recipe);
    Trainer trainer = new Trainer(model, CORPUS, recipe);
    List<Long> steps = new ArrayList<>();
    TrainingRecord stopped =
        trainer.run(
            progress -> {
              steps.add(progress.step());
              if (progress.step() == 17) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(stopped.outcome()).isEqualTo(TrainingRecord.Outcome.INTERRUPTED);
    assertThat(steps).hasSize(17);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(Evaluation.of(model, CORPUS).loss()).isEqualTo(stopped.best().validationLoss());

    TrainingRecord finished = trainer.run();
    assertThat(finished.outcome()).isEqualTo(TrainingRecord.Outcome.FINISHED);
    assertThat(finished.best().step()).isEqualTo(40);
    assertSameBits(model, whole);
  }

  @Test
  void anInterruptBeforeTheFirstEvaluationKeepsTheLatestWeights() {
    Recipe recipe = recipe(1000);
    CharLanguageModel model = model(ModelShape.of(CellKind.RNN, 8), recipe);
    Map<String, double[]> before = weights(model);
    TrainingRecord record =
        new Trainer(model, CORPUS, recipe).run(p -> Thread.currentThread().interrupt());
    assertThat(record.outcome()).isEqualTo(TrainingRecord.Outcome.INTERRUPTED);
    assertThat(record.rows()).isEmpty();
    assertThat(weights(model).get("head.weight")).isNotEqualTo(before.get("head.weight"));
  }

  @Test
  void aBudgetOfTimeEndsInTimeWithTheRateAtItsFloor() {
    Recipe recipe = Recipe.of(Budget.seconds(1)).withBatch(8).withStepsPerChunk(12).withThreads(1);
    TrainingRecord record = trainer(ModelShape.of(CellKind.LSTM, 8), recipe).run();
    List<TrainingRecord.Row> rows = record.rows();
    TrainingRecord.Row last = rows.get(rows.size() - 1);
    assertThat(last.seconds()).isBetween(1.0, 2.0);
    assertThat(last.learningRate()).isLessThan(0.1 * recipe.rate());
    assertThat(rows.stream().mapToDouble(TrainingRecord.Row::learningRate).max().orElseThrow())
        .isGreaterThan(0.5 * recipe.rate());
  }

  @Test
  void anEpochReadsTheTrainingPartOnce() {
    Recipe recipe = Recipe.of(Budget.epochs(2)).withBatch(8).withStepsPerChunk(12).withThreads(1);
    TrainingRecord record = trainer(ModelShape.of(CellKind.RNN, 8), recipe).run();
    List<TrainingRecord.Row> rows = record.rows();
    int perStream = (CORPUS.training().length - 1) / 8;
    assertThat(rows.get(rows.size() - 1).characters()).isEqualTo(2L * 8 * perStream);
  }

  @Test
  void progressCountsTheBudgetAndTheTimeLeft() {
    List<TrainingProgress> seen = new ArrayList<>();
    List<TrainingRecord> records = new ArrayList<>();
    trainer(ModelShape.of(CellKind.RNN, 8), recipe(8))
        .run(
            new TrainingListener() {
              @Override
              public void onStep(TrainingProgress progress) {
                seen.add(progress);
              }

              @Override
              public void onEvaluation(TrainingRecord soFar) {
                records.add(soFar);
              }
            });
    assertThat(seen)
        .extracting(TrainingProgress::step)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(seen.get(3).fraction()).isEqualTo(0.5);
    assertThat(seen.get(7).secondsLeft()).isZero();
    assertThat(seen.get(0).validationLoss()).isNaN();
    assertThat(seen.get(7).validationLoss()).isEqualTo(records.get(2).best().validationLoss());
    assertThat(seen).allSatisfy(p -> assertThat(p.charactersPerSecond()).isPositive());
    assertThat(records)
        .hasSize(4)
        .allSatisfy(r -> assertThat(r.outcome()).isEqualTo(TrainingRecord.Outcome.RUNNING));
  }

  @Test
  void aTrainingThatDivergesEndsAndLeavesFiniteWeights() {
    Recipe recipe = recipe(60).withRate(1e38).withClip(1e30).withWarmUp(0);
    CharLanguageModel model = model(ModelShape.of(CellKind.RNN, 8), recipe);
    TrainingRecord record = new Trainer(model, CORPUS, recipe).run();
    assertThat(record.outcome()).isEqualTo(TrainingRecord.Outcome.DIVERGED);
  }

  @Test
  void chunksThatNoArrayHoldsAreRefused() {
    Corpus text = Corpus.of("ab".repeat(500_000));
    Recipe recipe = recipe(1).withBatch(1).withStepsPerChunk(800_000);
    CharLanguageModel model =
        Trainer.newModel(ModelShape.of(CellKind.LSTM, 1000), text.vocabulary(), recipe);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trainer(model, text, recipe))
        .withMessage(
            "chunk: expected at most 2,147,483,647 gate values for all its steps and streams,"
                + " got 3,404,804,256");
  }

  @Test
  void anotherVocabularyAndATooShortTextAreRefused() {
    Recipe recipe = recipe(1);
    CharLanguageModel model =
        Trainer.newModel(ModelShape.of(CellKind.RNN, 4), Vocabulary.of("abc"), recipe);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trainer(model, CORPUS, recipe))
        .withMessageStartingWith("corpus: expected the model's Vocabulary of 3 characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(ModelShape.of(CellKind.RNN, 4), recipe.withBatch(5000)))
        .withMessage(
            "training part: expected at least 60001 characters for 5000 streams of 12 steps,"
                + " got 1296");
  }
}
