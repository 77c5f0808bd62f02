package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static unrolled.autograd.Functions.sigmoid;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.GradientCheck;
import unrolled.autograd.Tensor;

/** The whole sequence of a minimal GRU is its step, again and again. */
final class MinGRUTest {
  private final Random random = new Random(5);

  private Tensor draw(long... shape) {
    return Tensor.uniform(random, -1, 1, DataType.DOUBLE, shape);
  }

  @Test
  void theWholeIsTheStepAgainAndAgain() {
    MinGRU layer = new MinGRU(3, 4, DataType.DOUBLE, random);
    Tensor x = draw(9, 2, 3);
    Tensor h = draw(2, 4);
    Tensor whole = layer.forward(x, h);
    for (int t = 0; t < 9; t++) {
      h = layer.step(x.select(0, t), h);
      assertThat(h.toDoubles()).containsExactly(whole.select(0, t).toDoubles(), within(1e-12));
    }
  }

  @Test
  void aStepIsItsEquation() {
    MinGRU layer = new MinGRU(3, 4, DataType.DOUBLE, random);
    Tensor x = draw(2, 3);
    Tensor h = draw(2, 4);
    double[] z = sigmoid(layer.update().forward(x)).toDoubles();
    double[] g = layer.candidate().forward(x).toDoubles();
    double[] before = h.toDoubles();
    double[] after = layer.step(x, h).toDoubles();
    for (int i = 0; i < after.length; i++) {
      assertThat(after[i]).isCloseTo((1 - z[i]) * before[i] + z[i] * g[i], within(1e-12));
    }
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    MinGRU layer = new MinGRU(2, 3, DataType.DOUBLE, random);
    Tensor x = draw(5, 2, 2);
    assertThat(GradientCheck.maxRelativeError(() -> layer.forward(x), layer.parameters().values()))
        .isLessThan(1e-6);
    assertThat(
            GradientCheck.maxRelativeError(
                in -> LinearRecurrence.of(in.get(0), in.get(1), in.get(2)),
                draw(4, 2, 3),
                draw(4, 2, 3),
                draw(2, 3)))
        .isLessThan(1e-6);
  }

  @Test
  void wrongShapesAreNamed() {
    assertThatThrownBy(() -> LinearRecurrence.of(draw(4, 2, 3), draw(4, 2, 2), draw(2, 3)))
        .hasMessage("b: expected the shape [T, B, H] of a, [4, 2, 3], got [4, 2, 2]");
    assertThatThrownBy(() -> LinearRecurrence.of(draw(4, 2, 3), draw(4, 2, 3), draw(3, 3)))
        .hasMessage("h0: expected shape [2, 3], got [3, 3]");
    MinGRU layer = new MinGRU(3, 4, DataType.DOUBLE, random);
    assertThatThrownBy(() -> layer.step(draw(2, 2), draw(2, 4)))
        .hasMessage("x: expected shape [B, 3], got [2, 2]");
  }
}
