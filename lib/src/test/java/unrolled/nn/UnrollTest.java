package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/** A cell unrolled over a sequence shows the states its forward passes go through. */
class UnrollTest {
  private final Random random = new Random(3);
  private final Tensor x = uniform(4, 2, 3);

  private Tensor uniform(long... shape) {
    return Tensor.uniform(random, -1, 1, DataType.DOUBLE, shape);
  }

  @Test
  void theLstmShowsItsGatesAndStates() {
    LSTMCell cell = new LSTMCell(3, 5, DataType.DOUBLE, random);
    LSTMState s = new LSTMState(uniform(2, 5), uniform(2, 5));
    List<LSTMStep> steps = cell.unroll(x, s);
    assertThat(steps).hasSize(4);
    for (int t = 0; t < 4; t++) {
      Gates expected = cell.gates(x.select(0, t), s);
      Gates shown = steps.get(t).gates();
      assertThat(shown.f().toDoubles()).isEqualTo(expected.f().toDoubles());
      assertThat(shown.i().toDoubles()).isEqualTo(expected.i().toDoubles());
      assertThat(shown.g().toDoubles()).isEqualTo(expected.g().toDoubles());
      assertThat(shown.o().toDoubles()).isEqualTo(expected.o().toDoubles());
      s = cell.forward(x.select(0, t), s);
      assertThat(steps.get(t).state().h().toDoubles()).isEqualTo(s.h().toDoubles());
      assertThat(steps.get(t).state().c().toDoubles()).isEqualTo(s.c().toDoubles());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGruShowsItsGatesAndStates(GRUCell.Reset reset) {
    GRUCell cell = new GRUCell(3, 5, reset, DataType.DOUBLE, random);
    Tensor h = uniform(2, 5);
    List<GRUStep> steps = cell.unroll(x, h);
    assertThat(steps).hasSize(4);
    for (int t = 0; t < 4; t++) {
      GRUGates expected = cell.gates(x.select(0, t), h);
      GRUGates shown = steps.get(t).gates();
      assertThat(shown.z().toDoubles()).isEqualTo(expected.z().toDoubles());
      assertThat(shown.r().toDoubles()).isEqualTo(expected.r().toDoubles());
      assertThat(shown.g().toDoubles()).isEqualTo(expected.g().toDoubles());
      h = cell.forward(x.select(0, t), h);
      assertThat(steps.get(t).h().toDoubles()).isEqualTo(h.toDoubles());
    }
  }

  @Test
  void theRnnShowsItsStates() {
    RNNCell cell = new RNNCell(3, 5, DataType.DOUBLE, random);
    Tensor h = uniform(2, 5);
    List<Tensor> states = cell.unroll(x, h);
    assertThat(states).hasSize(4);
    for (int t = 0; t < 4; t++) {
      h = cell.forward(x.select(0, t), h);
      assertThat(states.get(t).toDoubles()).isEqualTo(h.toDoubles());
    }
  }

  @Test
  void aWrongSequenceIsNamed() {
    RNNCell rnn = new RNNCell(3, 5, DataType.DOUBLE, random);
    LSTMCell lstm = new LSTMCell(3, 5, DataType.DOUBLE, random);
    assertThatThrownBy(() -> rnn.unroll(uniform(4, 3), rnn.zeroState(2)))
        .hasMessage("x: expected shape [T, B, 3], got [4, 3]");
    assertThatThrownBy(() -> lstm.unroll(uniform(4, 2, 4), lstm.zeroState(2)))
        .hasMessage("x: expected shape [T, B, 3], got [4, 2, 4]");
    assertThatThrownBy(() -> lstm.unroll(x, lstm.zeroState(3)))
        .hasMessage("state: expected shape [2, 5], got [3, 5]");
  }
}
