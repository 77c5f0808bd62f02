package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/** Two layers, many streams, three units; no number of a state is zero. */
final class RestartsTest {
  private static final int STREAMS = 2000;

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void aStreamBeginsAnewInAllItsStatesAndLayersOrGoesOnAsItWas(DataType type) {
    List<Tensor> state = List.of(state(type, 1), state(type, 2));
    List<Tensor> after = new Restarts(0.1, new SplittableRandom(3)).in(state);
    int anew = 0;
    for (int b = 0; b < STREAMS; b++) {
      boolean restarted = numbers(after.get(0), b)[0] == 0;
      for (int s = 0; s < 2; s++) {
        double[] before = numbers(state.get(s), b);
        assertThat(numbers(after.get(s), b)).containsExactly(restarted ? new double[6] : before);
      }
      anew += restarted ? 1 : 0;
    }
    assertThat(anew / (double) STREAMS).isCloseTo(0.1, within(0.03)); // 4.5 standard deviations
  }

  @Test
  void withoutRestartsTheStateIsTheSame() {
    List<Tensor> state = List.of(state(DataType.FLOAT, 1));
    assertThat(new Restarts(0, new SplittableRandom(3)).in(state)).isSameAs(state);
  }

  private static Tensor state(DataType type, long seed) {
    return Tensor.uniform(new SplittableRandom(seed), 1, 2, type, 2, STREAMS, 3);
  }

  /** A stream's numbers of both layers. */
  private static double[] numbers(Tensor state, int stream) {
    double[] all = state.toDoubles();
    double[] numbers = Arrays.copyOf(Arrays.copyOfRange(all, stream * 3, stream * 3 + 3), 6);
    System.arraycopy(all, (STREAMS + stream) * 3, numbers, 3, 3);
    return numbers;
  }
}
