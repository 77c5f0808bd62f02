package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.compute.DropoutMask;

/** Recurrent weights dropped for a chunk: the layer is then the cell with these weights at zero. */
class RecurrentDropoutTest {
  private static final int D = 3;
  private static final int H = 9;
  private static final double DROPPED = 0.4;

  private static LayerShape shape(double recurrentDropout) {
    return LayerShape.of(D, H).withRecurrentDropout(recurrentDropout);
  }

  private static Tensor input() {
    return Tensor.uniform(new SplittableRandom(5), -1, 1, DataType.DOUBLE, 6, 4, D);
  }

  private static List<Linear> gates(LSTM layer) {
    LSTMCell cell = layer.cell(0, false);
    return List.of(cell.forget(), cell.input(), cell.candidate(), cell.output());
  }

  private static LSTM lstm(double recurrentDropout) {
    return new LSTM(shape(recurrentDropout), DataType.DOUBLE, new SplittableRandom(7));
  }

  /** The mask that {@link #lstm} draws for its first chunk: after the weights. */
  private static DropoutMask firstMask() {
    SplittableRandom random = new SplittableRandom(7);
    new LSTM(shape(0), DataType.DOUBLE, random);
    return DropoutMask.of(DROPPED, random.nextLong());
  }

  /** The recurrent part, columns [0, H), of a gate's [H, H + D]; the rest stays. */
  private static double[] masked(double[] weight, int gate, DropoutMask mask) {
    double[] thinned = weight.clone();
    for (int u = 0; u < H; u++) {
      int row = u * (H + D);
      mask.apply(gate * H + u, weight, row, thinned, row, H);
    }
    return thinned;
  }

  @Test
  void outputsAreThoseOfACellWithTheseWeightsAtZero() {
    LSTM dropping = lstm(DROPPED);
    LSTM plain = lstm(0);
    List<Linear> gates = gates(plain);
    for (int g = 0; g < gates.size(); g++) {
      Tensor weight = gates.get(g).weight();
      weight.assign(Tensor.of(masked(weight.doubles(), g, firstMask()), H, H + D));
    }
    assertThat(dropping.forward(input()).sequence().doubles())
        .containsExactly(plain.forward(input()).sequence().doubles(), within(1e-12));
  }

  @Test
  void gradientsReachWhatWasKeptAndNothingElse() {
    LSTM dropping = lstm(DROPPED);
    LSTM plain = lstm(0);
    List<Linear> thinned = gates(plain);
    List<Linear> whole = gates(dropping);
    for (int g = 0; g < thinned.size(); g++) {
      Tensor weight = thinned.get(g).weight();
      weight.assign(Tensor.of(masked(weight.doubles(), g, firstMask()), H, H + D));
    }
    dropping.forward(input()).sequence().sum().backward();
    plain.forward(input()).sequence().sum().backward();
    for (int g = 0; g < thinned.size(); g++) {
      double[] expected = masked(thinned.get(g).weight().gradient().doubles(), g, firstMask());
      assertThat(whole.get(g).weight().gradient().doubles())
          .containsExactly(expected, within(1e-12));
      assertThat(whole.get(g).bias().gradient().doubles())
          .containsExactly(thinned.get(g).bias().gradient().doubles(), within(1e-12));
    }
  }

  private static SequenceLayer layer(CellKind kind, double recurrentDropout) {
    SplittableRandom random = new SplittableRandom(8);
    LayerShape shape = shape(recurrentDropout);
    return switch (kind) {
      case RNN -> new RNN(shape, DataType.FLOAT, random);
      case LSTM -> new LSTM(shape, DataType.FLOAT, random);
      case GRU_RESET_BEFORE -> new GRU(shape, GRUCell.Reset.BEFORE_PRODUCT, DataType.FLOAT, random);
      case GRU_RESET_AFTER -> new GRU(shape, GRUCell.Reset.AFTER_PRODUCT, DataType.FLOAT, random);
    };
  }

  @ParameterizedTest
  @EnumSource
  void eachChunkDropsAnewAndEvaluationDropsNothing(CellKind kind) {
    SequenceLayer dropping = layer(kind, DROPPED);
    Tensor x = input().to(DataType.FLOAT);
    float[] first = dropping.forward(x).sequence().floats();
    float[] second = dropping.forward(x).sequence().floats();
    float[] evaluated = NoGradient.run(() -> dropping.forward(x)).sequence().floats();
    float[] plain = layer(kind, 0).forward(x).sequence().floats();
    assertThat(first).isNotEqualTo(second).isNotEqualTo(plain);
    assertThat(evaluated).containsExactly(plain);
  }

  @Test
  void aPartOutsideItsRangeIsRefused() {
    assertThatThrownBy(() -> shape(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recurrentDropout: expected a number in [0, 1), got 1.0");
  }
}
