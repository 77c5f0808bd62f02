package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static unrolled.autograd.Functions.softmax;
import static unrolled.autograd.Functions.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.GradientCheck;
import unrolled.autograd.Tensor;

/** Attention is what its formula says, and its stream is attention one step at a time. */
final class AttentionTest {
  private final Random random = new Random(11);

  private Tensor draw(long... shape) {
    return Tensor.uniform(random, -2, 2, DataType.DOUBLE, shape);
  }

  /** The formula for one stream of the batch, in operations of the autograd. */
  private static Tensor written(Tensor q, Tensor k, Tensor v, boolean causal) {
    List<Tensor> streams = new ArrayList<>();
    for (int b = 0; b < q.size(1); b++) {
      Tensor scores = q.select(1, b).matmul(k.select(1, b).transpose());
      Tensor scaled = scores.mul(1 / Math.sqrt((double) q.size(2)));
      Tensor seen = causal ? scaled.add(future((int) q.size(0))) : scaled;
      streams.add(softmax(seen).matmul(v.select(1, b)));
    }
    return stack(1, streams.toArray(Tensor[]::new));
  }

  private static Tensor future(int steps) {
    double[] mask = new double[steps * steps];
    for (int t = 0; t < steps; t++) {
      for (int s = t + 1; s < steps; s++) {
        mask[t * steps + s] = Double.NEGATIVE_INFINITY;
      }
    }
    return Tensor.of(mask, steps, steps);
  }

  @Test
  void itIsASoftmaxOfScaledProductsTimesTheValues() {
    Tensor q = draw(4, 3, 5);
    Tensor k = draw(6, 3, 5);
    Tensor v = draw(6, 3, 2);
    assertThat(Attention.of(q, k, v).toDoubles())
        .containsExactly(written(q, k, v, false).toDoubles(), within(1e-12));
    Tensor k4 = draw(4, 3, 5);
    Tensor v4 = draw(4, 3, 2);
    assertThat(Attention.causal(q, k4, v4).toDoubles())
        .containsExactly(written(q, k4, v4, true).toDoubles(), within(1e-12));
  }

  @Test
  void itsGradientsAreThoseOfFiniteDifferences() {
    Tensor[] cross = {draw(3, 2, 4), draw(5, 2, 4), draw(5, 2, 3)};
    assertThat(
            GradientCheck.maxRelativeError(x -> Attention.of(x.get(0), x.get(1), x.get(2)), cross))
        .isLessThan(1e-6);
    Tensor[] same = {draw(4, 2, 3), draw(4, 2, 3), draw(4, 2, 3)};
    assertThat(
            GradientCheck.maxRelativeError(
                x -> Attention.causal(x.get(0), x.get(1), x.get(2)), same))
        .isLessThan(1e-6);
    assertThat(
            GradientCheck.maxRelativeError(
                x -> Attention.causal(x.get(0), x.get(0), x.get(0)), draw(4, 2, 3)))
        .isLessThan(1e-6);
  }

  @Test
  void allParametersOfTheLayerGetTheGradientsOfFiniteDifferences() {
    CausalAttention layer = new CausalAttention(4, DataType.DOUBLE, random);
    Tensor x = draw(5, 2, 4);
    assertThat(GradientCheck.maxRelativeError(() -> layer.forward(x), layer.parameters().values()))
        .isLessThan(1e-6);
  }

  @Test
  void noStepSeesTheFuture() {
    CausalAttention layer = new CausalAttention(4, DataType.DOUBLE, random);
    Tensor x = draw(6, 1, 4);
    Tensor start = x.slice(0, 0, 4);
    double[] whole = layer.forward(x).slice(0, 0, 4).toDoubles();
    assertThat(layer.forward(start).toDoubles()).containsExactly(whole, within(1e-12));
    Tensor weights = layer.weights(x);
    for (int t = 0; t < 6; t++) {
      double[] row = weights.select(0, t).toDoubles();
      double sum = 0;
      for (int s = 0; s < 6; s++) {
        sum += row[s];
        assertThat(row[s] > 0).isEqualTo(s <= t);
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void aStepWithTheCacheIsAStepOfTheWhole() {
    CausalAttention layer = new CausalAttention(37, DataType.FLOAT, random);
    int steps = 150; // more than the first room of the cache
    Tensor x = Tensor.uniform(random, -1, 1, DataType.FLOAT, steps, 1, 37);
    Tensor whole = layer.forward(x);
    AttentionStream stream = layer.stream();
    for (int round = 0; round < 2; round++) {
      for (int t = 0; t < steps; t++) {
        float[] y = stream.read(x.select(0, t).floats());
        double[] expected = whole.select(0, t).toDoubles();
        for (int d = 0; d < 37; d++) {
          assertThat((double) y[d]).isCloseTo(expected[d], within(1e-5));
        }
      }
      assertThat(stream.length()).isEqualTo(steps);
      assertThat(stream.cacheBytes()).isEqualTo(2L * 37 * steps * 4);
      stream.clear();
      assertThat(stream.cacheBytes()).isZero();
    }
  }

  @Test
  void wrongShapesAreNamed() {
    assertThatThrownBy(() -> Attention.of(draw(2, 1, 3), draw(2, 2, 3), draw(2, 1, 3)))
        .hasMessage("keys: expected shape [S, 1, 3], got [2, 2, 3]");
    assertThatThrownBy(() -> Attention.causal(draw(2, 1, 3), draw(3, 1, 3), draw(3, 1, 3)))
        .hasMessage("keys: expected shape [2, 1, 3], got [3, 1, 3]");
    assertThatThrownBy(() -> Attention.of(draw(2, 1, 3), draw(2, 1, 3), draw(3, 1, 3)))
        .hasMessage("values: expected shape [2, 1, E], got [3, 1, 3]");
    CausalAttention layer = new CausalAttention(4, DataType.DOUBLE, random);
    assertThatThrownBy(() -> layer.forward(draw(2, 1, 3)))
        .hasMessage("x: expected shape [T, B, 4], got [2, 1, 3]");
    assertThatThrownBy(layer::stream)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("map: expected type FLOAT, got DOUBLE");
  }
}
