package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTMCell;
import unrolled.nn.LSTMStep;

/**
 * What part 3 stands on: its machines, the ablated cell, the two ways of a gradient, the checks.
 */
class Part3Test {
  @Test
  void theMachinesSayWhatTheyHold() {
    assertThat(MachineTask.brackets(1).answers("(().)")).containsExactly(1, 2, 1, 1, 0);
    assertThat(MachineTask.latch(1).answers("a!bca!d!a"))
        .containsExactly(0, 0, 2, 2, 2, 2, 4, 4, 1);
    assertThat(MachineTask.counter(1).answers("x.xRx")).containsExactly(1, 1, 2, 0, 1);
    assertThatThrownBy(() -> MachineTask.brackets(1).answers("())"))
        .hasMessage("text: ')' at position 2 cannot come there");
  }

  @Test
  void everyDrawnSequenceIsOneTheMachineTakes() {
    MachineTask task = MachineTask.counter(30);
    Examples examples = task.batch(new Random(1), 50);
    for (int b = 0; b < 50; b++) {
      assertThat(examples.target(b))
          .isEqualTo(task.answers(task.vocabulary().decode(examples.input(b))));
    }
  }

  @Test
  void aMissingGateIsOneAndHasNothingToLearn() {
    AblatedLSTM model = new AblatedLSTM(Set.of(AblatedLSTM.Gate.FORGET), 3, 4, 2, new Random(1));
    LSTMCell cell = model.cell();
    Tensor x = Tensor.uniform(new Random(2), -1, 1, DataType.FLOAT, 5, 1, 3);
    for (LSTMStep step : cell.unroll(x, cell.zeroState(1))) {
      assertThat(step.gates().f().toDoubles()).containsOnly(1);
      assertThat(Arrays.stream(step.gates().i().toDoubles()).max().getAsDouble()).isLessThan(1);
    }
    assertThat(model.parameters().keySet()).noneMatch(name -> name.contains("forget"));
    assertThat(model.parameterCount()).isEqualTo(3 * (4 * 7 + 4) + 2 * 4 + 2);
  }

  @Test
  void alongTheMemoryTheGradientIsTheProductOfTheForgetGates() {
    LSTMCell cell = new LSTMCell(2, 1, DataType.DOUBLE, new Random(3));
    Tensor x = Tensor.uniform(new Random(4), -1, 1, DataType.DOUBLE, 6, 1, 2);
    GradientFlow flow = GradientFlow.of(Recurrence.alongMemory(cell), x);
    double product = 1;
    for (LSTMStep step : cell.unroll(x, cell.zeroState(1))) {
      product *= step.gates().f().item();
    }
    assertThat(flow.memory()[0] / flow.memory()[6]).isCloseTo(product, within(1e-12));
    GradientFlow hidden = GradientFlow.of(Recurrence.alongHidden(cell), x);
    assertThat(hidden.memory()[0]).isZero();
    assertThat(hidden.hidden()[0]).isPositive();
  }

  @Test
  void rightAnswersPassAndUnsolvedOnesDoNot() {
    double[] none = {0.5, 0.5};
    assertThat(
            Part3Exercises.settings(new double[] {1, 0}, new double[] {0, 0}, new double[] {0, 1})
                .passed())
        .isTrue();
    assertThat(Part3Exercises.settings(none, none, none).message()).contains("keep", "replace");
    assertThat(Part3Exercises.memory(Part3Test::belt).passed()).isTrue();
    assertThat(Part3Exercises.memory((c, f, i, g) -> c).passed()).isFalse();
    assertThat(Part3Exercises.leastBias(5).passed()).isTrue();
    assertThat(Part3Exercises.leastBias(4).message()).contains("less than a third");
    assertThat(Part3Exercises.leastBias(6).message()).contains("a smaller one");
  }

  private static double belt(double c0, double[] f, double[] i, double[] g) {
    double c = c0;
    for (int t = 0; t < f.length; t++) {
      c = f[t] * c + i[t] * g[t];
    }
    return c;
  }

  @Test
  void aCounterCanBeProgrammedByHand() {
    assertThat(Part3Exercises.counter(Part3Test::program).message())
        .isEqualTo("it counts 20 random sequences");
    assertThat(Part3Exercises.counter(cell -> {}).passed()).isFalse();
  }

  private static void program(LSTMCell cell) {
    cell.forget().weight().assign(Tensor.of(new double[][] {{0, 20, -20, 20}}));
    cell.input().weight().assign(Tensor.of(new double[][] {{0, -20, -20, 20}}));
    cell.candidate().bias().assign(Tensor.vector(10));
  }
}
