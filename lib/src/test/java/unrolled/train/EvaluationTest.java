package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static unrolled.autograd.Functions.softmaxCrossEntropy;

import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.nn.LSTM;
import unrolled.nn.LSTMCell;
import unrolled.nn.LSTMState;
import unrolled.text.Corpus;
import unrolled.text.Vocabulary;

final class EvaluationTest {
  private static final Vocabulary LETTERS = Vocabulary.of("abcde");

  private static CharLanguageModel model(DataType type) {
    return new CharLanguageModel(ModelShape.of(CellKind.LSTM, 7), LETTERS, type, new Random(1));
  }

  private static int[] text(int length) {
    return new Random(2).ints(length, 0, 5).toArray();
  }

  /** One character at a time through the cell in the open. */
  private static double cellByCell(CharLanguageModel model, int[] ids) {
    LSTMCell cell = ((LSTM) model.rnn()).cell(0, false);
    LSTMState state = cell.zeroState(1);
    double sum = 0;
    for (int t = 0; t + 1 < ids.length; t++) {
      double[] x = new double[5];
      x[ids[t]] = 1;
      state = cell.forward(Tensor.of(x, 1, 5).to(model.dataType()), state).detach();
      Tensor logits = model.head().forward(state.h());
      sum += softmaxCrossEntropy(logits, new int[] {ids[t + 1]}).item();
    }
    return sum / (ids.length - 1);
  }

  @Test
  void oneStreamIsTheCellFromCharacterToCharacter() {
    int[] ids = text(1200);
    CharLanguageModel exact = model(DataType.DOUBLE);
    Evaluation evaluation = Evaluation.of(exact, ids);
    assertThat(evaluation.characters()).isEqualTo(1199);
    assertThat(evaluation.loss()).isCloseTo(cellByCell(exact, ids), within(1e-12));
    assertThat(Evaluation.of(model(DataType.FLOAT), ids).loss())
        .isCloseTo(evaluation.loss(), within(1e-6));
  }

  @Test
  void everyCharacterOfTheValidationPartIsGuessed() {
    Corpus corpus = Corpus.of("abcde".repeat(50));
    CharLanguageModel model = model(DataType.DOUBLE);
    Evaluation evaluation = Evaluation.of(model, corpus);
    assertThat(evaluation.characters()).isEqualTo(corpus.validation().length).isEqualTo(25);
    int[] ids = corpus.vocabulary().encode("e" + "abcde".repeat(5));
    assertThat(evaluation.loss()).isCloseTo(cellByCell(model, ids), within(1e-12));
  }

  @Test
  void parallelStreamsGuessTheSameCharactersOnceEach() {
    CharLanguageModel model = model(DataType.DOUBLE);
    double exact = Evaluation.of(model, text(999)).loss();
    for (int streams : new int[] {1, 2, 7, 64}) {
      Evaluation parallel = Evaluation.parallel(model, text(999), streams, 100);
      assertThat(parallel.characters()).isEqualTo(998);
      assertThat(parallel.loss()).isCloseTo(exact, within(1e-9)); // this model forgets soon
    }
  }

  @Test
  void withoutWarmUpTheParallelStreamsDiffer() {
    CharLanguageModel model = model(DataType.DOUBLE);
    double exact = Evaluation.of(model, text(999)).loss();
    double cold = Evaluation.parallel(model, text(999), 64, 0).loss();
    assertThat(cold).isNotCloseTo(exact, within(1e-9));
  }

  @Test
  void bitsAndPerplexityFollowFromNats() {
    Evaluation evaluation = new Evaluation(Math.log(8), 10);
    assertThat(evaluation.bitsPerCharacter()).isCloseTo(3, within(1e-12));
    assertThat(evaluation.perplexity()).isCloseTo(8, within(1e-12));
  }

  @Test
  void anInterruptCancels() {
    CharLanguageModel model = model(DataType.FLOAT);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Evaluation.of(model, text(10)))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aTextWithNothingToGuessIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(model(DataType.FLOAT), new int[1]))
        .withMessage("ids, length: expected at least 2, got 1");
  }
}
