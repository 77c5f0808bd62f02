package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Part1ExercisesTest {
  @Test
  void rightAnswersPassAndCommonMistakesDoNot() {
    assertThat(Part1Exercises.firstLayer(500_000_000, 50_000, 100, 100).passed()).isTrue();
    assertThat(Part1Exercises.firstLayer(5_000_000, 50_000, 100, 100))
        .hasToString(
            "… not yet: that is the number of inputs; each has a weight to every hidden unit");
    assertThat(Part1Exercises.cellParameters((d, h) -> h * d + h * h + h).passed()).isTrue();
    assertThat(Part1Exercises.cellParameters((d, h) -> h * d + h * h).passed()).isFalse();
    assertThat(Part1Exercises.latch(2, 1.5).passed()).isTrue();
    assertThat(Part1Exercises.latch(2, 0.9).passed()).isFalse();
    assertThat(
            Part1Exercises.shapes("many-to-one", "In sync", "one-to-many", "encoder-decoder")
                .passed())
        .isTrue();
    assertThat(Part1Exercises.shapes("?", "?", "?", "?").passed()).isFalse();
  }

  @Test
  void aLoopIsCheckedOnRandomSequences() {
    assertThat(
            Part1Exercises.scalarStates(
                    (wx, wh, x) -> {
                      double h = 0;
                      for (int t = 0; t < x.length; t++) {
                        h = Math.tanh(wx * x[t] + wh * h);
                        x[t] = h;
                      }
                      return x;
                    })
                .passed())
        .isTrue();
    assertThat(Part1Exercises.scalarStates((wx, wh, x) -> new double[x.length]).passed()).isFalse();
    assertThat(Part1Exercises.scalarStates((wx, wh, x) -> null).passed()).isFalse();
  }

  @Test
  void mixedLengthsTeachLongSentencesAndShortOnesDoNot() {
    assertThat(
            Part1Exercises.longSentences(
                    step -> new KeywordTask(4 + 4 * (step % 4), 1, 4 + 4 * (step % 4)))
                .passed())
        .isTrue();
    assertThat(Part1Exercises.longSentences(step -> new KeywordTask(8, 1, 8)).passed()).isFalse();
    assertThat(Part1Exercises.longSentences(step -> new KeywordTask(32, 1, 32)).message())
        .contains("at most 16");
  }
}
