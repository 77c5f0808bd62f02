package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;

/** A streamer is its layer, one step at a time. */
final class StreamerTest {
  private static final int D = 11;
  private static final int H = 37;
  private static final int V = 13;
  private final Random random = new Random(7);

  private SequenceLayer layer(CellKind kind, DataType type) {
    LayerShape shape = LayerShape.of(D, H).withLayers(2);
    return switch (kind) {
      case RNN -> new RNN(shape, type, random);
      case LSTM -> new LSTM(shape, type, random);
      case GRU_RESET_BEFORE -> new GRU(shape, GRUCell.Reset.BEFORE_PRODUCT, type, random);
      case GRU_RESET_AFTER -> new GRU(shape, GRUCell.Reset.AFTER_PRODUCT, type, random);
    };
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void aStepWithAnIdIsTheLayersStep(CellKind kind) {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      SequenceLayer layer = layer(kind, type);
      Linear head = new Linear(H, V, type, random);
      int[][] ids = new int[20][1];
      for (int[] id : ids) {
        id[0] = random.nextInt(D);
      }
      SequenceLayer.Output whole = layer.forwardOneHot(ids, null);
      Tensor logits = head.forward(whole.sequence());
      Streamer streamer = Streamer.of(layer, head);
      double[] got = new double[V];
      for (int t = 0; t < ids.length; t++) {
        streamer.read(ids[t][0]);
        streamer.outputs(got);
        assertThat(got).containsExactly(logits.select(0, t).toDoubles(), within(tolerance(type)));
      }
      sameState(streamer.state(), whole.state(), type);
    }
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void aStepWithAVectorFromAGivenStateIsTheLayersStep(CellKind kind) {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      SequenceLayer layer = layer(kind, type);
      Tensor x = Tensor.uniform(random, -1, 1, type, 5, 1, D);
      List<Tensor> state =
          layer.zeroState(1).stream()
              .map(s -> Tensor.uniform(random, -1, 1, type, s.shape()))
              .toList();
      SequenceLayer.Output whole = layer.forward(x, state);
      Streamer streamer = Streamer.ofDense(layer, null);
      streamer.start(state);
      double[] h = new double[H];
      for (int t = 0; t < 5; t++) {
        streamer.read(x.select(0, t).toDoubles());
        streamer.outputs(h);
        double[] expected = whole.sequence().select(0, t).toDoubles();
        assertThat(h).containsExactly(expected, within(tolerance(type)));
      }
      sameState(streamer.state(), whole.state(), type);
    }
  }

  @Test
  void aStepAllocatesNothing() {
    Streamer streamer = Streamer.of(layer(CellKind.LSTM, DataType.FLOAT), null);
    double[] h = new double[H];
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 30; round++) { // until the compiler has done its work
      least = Math.min(least, allocatedBy(streamer, h, 1000));
    }
    assertThat(least).isZero();
  }

  private static long allocatedBy(Streamer streamer, double[] h, int steps) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    for (int n = 0; n < steps; n++) {
      streamer.read(n % D);
      streamer.outputs(h);
    }
    return threads.getThreadAllocatedBytes(thread) - before;
  }

  @Test
  void whatItCannotReadIsNamed() {
    SequenceLayer layer = layer(CellKind.LSTM, DataType.FLOAT);
    assertThatThrownBy(() -> Streamer.of(layer, null).read(D))
        .hasMessage("id: expected 0 to 10, got 11");
    assertThatThrownBy(() -> Streamer.of(layer, new Linear(5, V, DataType.FLOAT, random)))
        .hasMessage("head: expected a map of 37 numbers of type FLOAT, got 5 of type FLOAT");
    LayerShape both = LayerShape.of(D, H).withBothDirections();
    SequenceLayer twoWays = new LSTM(both, DataType.FLOAT, random);
    assertThatThrownBy(() -> Streamer.of(twoWays, null))
        .hasMessage("layer: expected one direction, got two");
  }

  private static double tolerance(DataType type) {
    return type == DataType.FLOAT ? 1e-6 : 1e-14;
  }

  private static void sameState(List<Tensor> got, List<Tensor> expected, DataType type) {
    for (int s = 0; s < expected.size(); s++) {
      assertThat(got.get(s).shape()).isEqualTo(expected.get(s).shape());
      assertThat(got.get(s).toDoubles())
          .containsExactly(expected.get(s).toDoubles(), within(tolerance(type)));
    }
  }
}
