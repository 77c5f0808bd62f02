package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.nn.LSTM;
import unrolled.nn.LayerShape;

class TruncatedBpttTest {
  private static SequenceClassifier model(RecallStream stream, Random random) {
    return new SequenceClassifier(CellKind.LSTM, stream.symbols(), 16, stream.classes(), random);
  }

  @Test
  void everyQuestionAsksForTheSymbolShownLastAndComesInTime() {
    RecallStream stream = new RecallStream(3, 4, 6, 5, new Random(1));
    Examples first = stream.next(50);
    Examples second = stream.next(50); // goes on where the first ended
    for (int b = 0; b < 5; b++) {
      int shown = -1;
      int since = 0;
      for (int t = 0; t < 100; t++) {
        Examples chunk = t < 50 ? first : second;
        int symbol = chunk.inputs()[t % 50][b];
        int answer = chunk.targets()[t % 50][b];
        since++;
        if (symbol < 3) {
          shown = symbol;
          since = 0;
        }
        if (symbol == 6) {
          assertThat(answer).isEqualTo(shown);
          assertThat(since).isBetween(4, 6);
        } else {
          assertThat(answer).isEqualTo(RecallStream.NO_QUESTION);
        }
      }
    }
  }

  @Test
  void chunksThatHoldSymbolAndQuestionTeachToRecall() {
    Random random = new Random(2);
    RecallStream stream = new RecallStream(3, 2, 3, 16, random);
    SequenceClassifier model = model(stream, random);
    TruncatedBptt.Run run = TruncatedBptt.train(model, stream, 20, 150, 0.02);
    assertThat(run.loss()).isBetween(0.0, 0.3);
    assertThat(run.bytes()).isPositive();
    double recalled = TruncatedBptt.recalled(model, new RecallStream(3, 2, 3, 16, random), 200);
    assertThat(recalled).isGreaterThan(0.8);
  }

  @Test
  void aStreamRefusesQuestionsBeforeTheSymbol() {
    assertThatThrownBy(() -> new RecallStream(3, 5, 4, 1, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 <= shortest <= longest")
        .hasMessageContaining("3, 5, 4, 1");
  }

  @Test
  void saliencyFallsOnTheSymbolThatDecides() {
    Random random = new Random(3);
    FirstSymbolTask task = new FirstSymbolTask(3, 4);
    SequenceClassifier model =
        new SequenceClassifier(CellKind.RNN, task.symbols(), 16, task.classes(), random);
    assertThat(Arrays.stream(Saliency.of(model, 0, 3, 4))).hasSize(3).allMatch(norm -> norm > 0);
    Fit.of(model, task, FitSettings.of(200, 0.01), random);
    int first = 0;
    for (int b = 0; b < 20; b++) {
      double[] norms = Saliency.of(model, task.batch(random, 1).input(0));
      first += norms[0] == Arrays.stream(norms).max().getAsDouble() ? 1 : 0;
    }
    assertThat(first).isGreaterThanOrEqualTo(15);
    assertThat(model.parameters().values()).allMatch(p -> p.gradient() == null);
  }

  @Test
  void theFlowThroughALayerIsTheFlowThroughItsCell() {
    Random random = new Random(4);
    Tensor x = Tensor.uniform(random, -1, 1, DataType.DOUBLE, 6, 2, 3);
    LSTM layer = new LSTM(LayerShape.of(3, 4), DataType.DOUBLE, random);
    assertThat(GradientFlow.of(Recurrence.of(layer), x).hidden())
        .isEqualTo(GradientFlow.of(Recurrence.of(layer.cell(0, false)), x).hidden());
    LSTM two = new LSTM(LayerShape.of(3, 4).withLayers(2), DataType.DOUBLE, random);
    assertThatThrownBy(() -> Recurrence.of(two))
        .hasMessage("layer: expected one layer and one direction, got 2");
  }
}
