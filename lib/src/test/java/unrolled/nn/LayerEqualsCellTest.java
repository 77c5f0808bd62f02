package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.compute.Team;

/** The proof that a layer is its cell, run fast: outputs, last states and every gradient. */
final class LayerEqualsCellTest {
  private static final int D = 5;
  private static final int H = 7;

  static List<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (CellKind kind : CellKind.values()) {
      for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
        for (int steps : new int[] {1, 2, 17}) {
          for (int batch : new int[] {1, 3, 9}) {
            for (boolean given : new boolean[] {false, true}) {
              cases.add(Arguments.of(kind, type, steps, batch, given));
            }
          }
        }
      }
    }
    return cases;
  }

  private static LayerCase layerCase(CellKind kind, DataType type, int steps, int batch) {
    long seed = 100L * steps + batch + kind.name().hashCode();
    return new LayerCase(kind, LayerShape.of(D, H), type, steps, batch, seed);
  }

  private static SequenceLayer.Output whole(LayerCase c, boolean given) {
    return given ? c.layer.forward(c.x, c.state) : c.layer.forward(c.x);
  }

  private static List<Tensor> start(LayerCase c, boolean given) {
    return given ? c.state : c.layer.zeroState((int) c.x.size(1));
  }

  @ParameterizedTest(name = "{0} {1} T {2} B {3} initial state {4}")
  @MethodSource("cases")
  void outputsAndGradientsAreTheCells(
      CellKind kind, DataType type, int steps, int batch, boolean given) {
    LayerCase c = layerCase(kind, type, steps, batch);
    Map<String, double[]> cell = c.results(ThroughCells.forward(c.layer, c.x, start(c, given)));
    c.compare(c.results(whole(c, given)), cell);
  }

  @ParameterizedTest(name = "{0} {1} T {2} B {3} initial state {4}")
  @MethodSource("cases")
  void chunksWithTheStateHandedOnEqualTheWhole(
      CellKind kind, DataType type, int steps, int batch, boolean given) {
    LayerCase c = layerCase(kind, type, steps, batch);
    int chunk = Math.max(1, steps / 3);
    int[] ends =
        IntStream.rangeClosed(1, (steps + chunk - 1) / chunk)
            .map(k -> Math.min(steps, k * chunk))
            .toArray();
    Map<String, double[]> chunks = c.results(c.inChunks(start(c, given), ends));
    c.compare(chunks, c.results(whole(c, given)));
  }

  @ParameterizedTest(name = "{0} {1} T {2} B {3} initial state {4}")
  @MethodSource("cases")
  void aTeamOfThreeComputesTheSameBits(
      CellKind kind, DataType type, int steps, int batch, boolean given) {
    LayerCase c = layerCase(kind, type, steps, batch);
    Map<String, double[]> alone = c.results(whole(c, given));
    try (Team team = Team.of(3)) {
      c.layer.computeWith(team);
      c.results(whole(c, given))
          .forEach((name, v) -> assertThat(v).as(name).isEqualTo(alone.get(name)));
    }
  }

  @Test
  void aLayerOfACellSharesItsParameters() {
    Random random = new Random(1);
    RNNCell rnn = new RNNCell(D, H, DataType.FLOAT, random);
    shared(RNN.of(rnn), rnn);
    LSTMCell lstm = new LSTMCell(D, H, DataType.DOUBLE, random);
    shared(LSTM.of(lstm), lstm);
  }

  @ParameterizedTest
  @EnumSource
  void aLayerOfAGruCellSharesItsConventionToo(GRUCell.Reset reset) {
    GRUCell gru = new GRUCell(D, H, reset, DataType.DOUBLE, new Random(1));
    shared(GRU.of(gru), gru);
    assertThat(GRU.of(gru).cell(0, false).convention()).isEqualTo(reset);
  }

  private static void shared(SequenceLayer layer, Module cell) {
    assertThat(layer.parameters()).hasSameSizeAs(cell.parameters());
    cell.parameters()
        .forEach((name, p) -> assertThat(layer.parameters().get("l0." + name)).isSameAs(p));
    assertThat(layer.inputSize()).isEqualTo(D);
    assertThat(layer.hiddenSize()).isEqualTo(H);
  }
}
