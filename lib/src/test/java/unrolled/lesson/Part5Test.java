package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.GradientCheck;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;

class Part5Test {
  private final Random random = new Random(4);

  @Test
  void anAttentionModelReadsStepByStepWhatItReadsAtOnce() {
    AttentionClassifier model = new AttentionClassifier(7, 24, 5, random);
    int[][] ids = new int[90][1];
    for (int[] id : ids) {
      id[0] = random.nextInt(7);
    }
    Tensor whole = NoGradient.run(() -> model.logits(ids, 90));
    SymbolReader reader = model.streamer();
    double[] logits = new double[5];
    for (int round = 0; round < 2; round++) {
      reader.restart();
      for (int t = 0; t < 90; t++) {
        reader.read(ids[t][0], logits);
        assertThat(logits).containsExactly(whole.select(0, t).toDoubles(), within(1e-4));
        assertThat(reader.bytes()).isEqualTo(2L * 24 * 4 * (t + 1));
      }
    }
  }

  @Test
  void theAttentionModelsGradientsAreThoseOfFiniteDifferences() {
    AttentionClassifier model = new AttentionClassifier(3, 4, 2, DataType.DOUBLE, random);
    int[][] ids = {{0, 1}, {2, 1}, {1, 0}, {2, 2}};
    int[][] targets = {{0, 1}, {1, 1}};
    double error =
        GradientCheck.maxRelativeError(
            () -> Functions.softmaxCrossEntropy(model.logits(ids, 2), targets),
            model.parameters().values());
    assertThat(error).isLessThan(1e-6);
  }

  @Test
  void aRecurrentReaderKeepsItsStateAndNothingElse() {
    SequenceClassifier lstm = new SequenceClassifier(CellKind.LSTM, 5, 12, 3, random);
    SymbolReader reader = SymbolReader.of(lstm);
    int[][] ids = {{1}, {4}, {0}, {2}};
    Tensor whole = lstm.logits(ids, 4);
    double[] logits = new double[3];
    for (int t = 0; t < 4; t++) {
      reader.read(ids[t][0], logits);
      assertThat(logits).containsExactly(whole.select(0, t).toDoubles(), within(1e-5));
      assertThat(reader.bytes()).isEqualTo(2 * 12 * 4);
    }
    reader.restart();
    reader.read(1, logits);
    assertThat(logits).containsExactly(whole.select(0, 0).toDoubles(), within(1e-5));
  }

  @Test
  void aReadingHasABlockForEachPartOfTheHistory() {
    SymbolReader reader = new AttentionClassifier(3, 8, 2, random).streamer();
    ReadingCost reading = ReadingCost.of(reader, new int[40], 2, 10, 2);
    assertThat(reading.history()).containsExactly(10, 20, 30, 40);
    assertThat(reading.bytes()).containsExactly(640, 1280, 1920, 2560);
    assertThat(Arrays.stream(reading.microseconds())).allMatch(t -> t > 0 && t < 1e6);
    assertThatThrownBy(() -> ReadingCost.of(reader, new int[40], 2, 9, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aScanIsTheStepsOneByOne() {
    for (int length : new int[] {1, 2, 3, 8, 100, 1000}) {
      Affine[] steps = new Affine[length];
      Arrays.setAll(steps, t -> new Affine(random.nextDouble(), random.nextGaussian()));
      double[] each = Affine.oneByOne(steps, 0.5);
      assertThat(Affine.scan(steps, 0.5)).containsExactly(each, within(1e-10));
    }
  }

  @Test
  void twoMinimalLayersSeeMoreThanOne() {
    MachineTask task = MachineTask.latch(12);
    double[] accuracy = new double[2];
    for (int layers = 1; layers <= 2; layers++) {
      Random own = new Random(3);
      var model = new MinGRUClassifier(task.symbols(), 12, layers, task.classes(), own);
      Fit.of(model, task, FitSettings.of(250, 3e-2), own);
      accuracy[layers - 1] = Answers.accuracy(model, task.heldOut(own, 200));
    }
    assertThat(accuracy[1]).isGreaterThan(accuracy[0] + 0.05);
  }

  @Test
  void roundingToBytesMovesNoWeightFurtherThanHalfAScale() {
    SequenceClassifier model = new SequenceClassifier(CellKind.GRU_RESET_AFTER, 16, 10, 3, random);
    assertThat(Int8.bytes(model))
        .isEqualTo(model.parameterCount() + 4L * model.parameters().size());
    List<double[]> before = model.parameters().values().stream().map(Tensor::toDoubles).toList();
    Int8.round(model);
    int k = 0;
    for (Tensor rounded : model.parameters().values()) {
      double[] old = before.get(k++);
      double scale = Arrays.stream(old).map(Math::abs).max().getAsDouble() / 127;
      double[] now = rounded.toDoubles();
      for (int i = 0; i < now.length; i++) {
        assertThat(now[i]).isCloseTo(old[i], within(scale * 0.51));
        double multiple = now[i] / scale;
        assertThat(multiple).isCloseTo(Math.rint(multiple), within(1e-4));
      }
    }
  }

  @Test
  void vibrationIsInTheOrderOfTheSamplesAndNotInTheirCounts() {
    VibrationTask task = new VibrationTask(1);
    Examples known = task.batch(random, 3000);
    Examples fresh = task.batch(random, 2000);
    assertThat(Baselines.bagOfSymbols(List.of(known), List.of(fresh), task.symbols(), 3))
        .isLessThan(0.45);
    assertThat(VibrationTask.byCrossings(known, fresh)).isGreaterThan(0.6);
    Examples more = new VibrationTask(16).batch(random, 5);
    assertThat(more.targets()).hasDimensions(16, 5);
    assertThat(more.targets()[15]).isEqualTo(more.targets()[0]);
    assertThatThrownBy(() -> new VibrationTask(33)).hasMessage("answers: expected 1 to 32, got 33");
  }

  @Test
  void lettersAreWrittenAsTheyCameOrBackwards() {
    Examples copied = new RewriteTask(false, 8).batch(random, 5, 3);
    assertThat(copied.target(2)).isEqualTo(copied.input(2));
    Examples reversed = new RewriteTask(true, 8).batch(random, 5, 3);
    for (int t = 0; t < 5; t++) {
      assertThat(reversed.target(1)[t]).isEqualTo(reversed.input(1)[4 - t]).isBetween(1, 8);
    }
    assertThat(new RewriteTask(true, 8).upTo(random, 6, 2).steps()).isBetween(1, 6);
  }

  @Test
  void attentionLetsAWriterCopyWhatAVectorHasLost() {
    RewriteTask task = new RewriteTask(false, 4);
    Examples test = task.batch(random, 6, 200);
    Random own = new Random(2);
    CellKind kind = CellKind.GRU_RESET_AFTER;
    EncoderDecoder looks = EncoderDecoder.attending(kind, 5, 12, 5, own);
    EncoderDecoder vector = new EncoderDecoder(kind, 5, 12, 5, own);
    for (EncoderDecoder model : List.of(looks, vector)) {
      Fit.of(
          model,
          FitSettings.of(250, 1e-2),
          () -> {
            Examples e = task.upTo(own, 6, 32);
            return model.loss(e.inputs(), e.targets());
          });
    }
    double with = Answers.exact(looks.write(test.inputs(), 6), test.targets());
    double without = Answers.exact(vector.write(test.inputs(), 6), test.targets());
    assertThat(with).isGreaterThan(without + 0.1);
    double[] row =
        looks.weights(test.inputs(), test.targets()).select(0, 3).select(0, 0).toDoubles();
    assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-5));
    assertThatThrownBy(() -> vector.weights(test.inputs(), test.targets()))
        .hasMessage("weights: this model does not attend");
  }

  /** An oracle of its own. */
  private static String it(String sentence) {
    String[] words = sentence.split(" ", -1);
    return sentence.matches(".* (tired|lazy|old|sleepy)$") ? words[1] : words[6];
  }

  @Test
  void itIsTheFirstNounOrTheSecondAsTheReasonSays() {
    PronounTask task = new PronounTask(3);
    Examples examples = task.batch(random, 300);
    Set<String> known = new HashSet<>();
    for (int b = 0; b < examples.batch(); b++) {
      String sentence = PronounTask.words().decode(examples.input(b));
      assertThat(PronounTask.noun(examples.target(b)[0])).as(sentence).isEqualTo(it(sentence));
      known.add(essence(sentence));
    }
    List<Examples> fresh = task.heldOut(random, 100);
    for (int b = 0; b < 100; b++) {
      assertThat(known).doesNotContain(essence(PronounTask.words().decode(fresh.get(0).input(b))));
    }
    assertThat(PronounTask.byNearestNoun(fresh)).isBetween(0.3, 0.7);
  }

  private static String essence(String sentence) {
    String[] words = sentence.split(" ", -1);
    return words[1] + words[6] + words[words.length - 1];
  }
}
