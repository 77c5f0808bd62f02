package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import unrolled.autograd.Functions;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.text.Vocabulary;
import unrolled.train.CharLanguageModel;
import unrolled.train.ModelShape;

final class Notebook10ExercisesTest {
  private final CharLanguageModel model =
      new CharLanguageModel(ModelShape.of(CellKind.LSTM, 4), Vocabulary.of("abc"), new Random(1));

  private double sumByHand(String text) {
    int[] ids = model.vocabulary().encode(text);
    int[][] read = new int[ids.length][1];
    for (int t = 0; t < ids.length; t++) {
      read[t][0] = ids[t];
    }
    Tensor p = Functions.softmax(model.forward(read, null).logits());
    double sum = 0;
    for (int t = 1; t < ids.length; t++) {
      sum -= Math.log(p.toDoubles()[(t - 1) * 3 + ids[t]]);
    }
    return sum;
  }

  @Test
  void theRightAnswersPass() {
    double f = Math.pow(0.5, 0.01);
    assertThat(Notebook10Exercises.halfLife(Math.log(f / (1 - f))).passed()).isTrue();
    assertThat(
            Notebook10Exercises.coupled((keep, g, c) -> keep.mul(c).add(g.sub(keep.mul(g))))
                .passed())
        .isTrue();
    assertThat(Notebook10Exercises.lossByHand(model, t -> sumByHand(t) / (t.length() - 1)).passed())
        .isTrue();
  }

  @Test
  void noAnswerIsNoError() {
    assertThat(Notebook10Exercises.halfLife(Double.NaN).message()).contains("no answer yet");
    assertThat(Notebook10Exercises.coupled((f, g, c) -> null).message()).contains("no answer yet");
    assertThat(Notebook10Exercises.lossByHand(model, t -> Double.NaN).message())
        .contains("no answer yet");
  }

  @Test
  void typicalMistakesAreNamed() {
    assertThat(Notebook10Exercises.halfLife(0.5).message()).contains("first find the f");
    assertThat(Notebook10Exercises.coupled((f, g, c) -> f.mul(c).add(f.mul(g))).message())
        .contains("everything is written as well");
    assertThat(Notebook10Exercises.coupled((f, g, c) -> c.sub(f.mul(c)).add(f.mul(g))).message())
        .contains("changed places");
    assertThat(Notebook10Exercises.coupled((f, g, c) -> c).message()).contains("try f = 1");
    assertThat(Notebook10Exercises.lossByHand(model, this::sumByHand).message())
        .contains("that is the sum");
    assertThat(
            Notebook10Exercises.lossByHand(
                    model, t -> sumByHand(t) / (t.length() - 1) / Math.log(2))
                .message())
        .contains("those are bits");
    assertThat(
            Notebook10Exercises.lossByHand(model, t -> -sumByHand(t) / (t.length() - 1)).message())
        .contains("mind the sign");
  }
}
