package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static unrolled.autograd.Functions.concat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.GradientCheck;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;

/** Layers on layers, in one direction or two, with and without dropout between them. */
class StackedLayersTest {
  private static final int D = 5;
  private static final int H = 7;

  private static LayerShape shape(int layers, boolean both) {
    return new LayerShape(D, H, layers, both, 0, 0);
  }

  static List<Arguments> sizes() {
    List<Arguments> cases = new ArrayList<>();
    for (CellKind kind : CellKind.values()) {
      for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
        for (LayerShape shape : List.of(shape(1, true), shape(3, false), shape(2, true))) {
          cases.add(Arguments.of(kind, type, shape, 1, 1));
          cases.add(Arguments.of(kind, type, shape, 2, 3));
          cases.add(Arguments.of(kind, type, shape, 17, 3));
        }
      }
    }
    return cases;
  }

  @ParameterizedTest(name = "{0} {1} {2} T {3} B {4}")
  @MethodSource("sizes")
  void outputsAndGradientsAreTheCells(
      CellKind kind, DataType type, LayerShape shape, int steps, int batch) {
    LayerCase c = new LayerCase(kind, shape, type, steps, batch, 31);
    Map<String, double[]> cells = c.results(ThroughCells.forward(c.layer, c.x, c.state));
    c.compare(c.results(c.layer.forward(c.x, c.state)), cells);
  }

  static Stream<Arguments> kindsAndTypes() {
    return Stream.of(CellKind.values())
        .flatMap(
            kind ->
                Stream.of(DataType.DOUBLE, DataType.FLOAT).map(type -> Arguments.of(kind, type)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndTypes")
  void withoutAStateItStartsAtZero(CellKind kind, DataType type) {
    LayerCase c = new LayerCase(kind, shape(2, true), type, 2, 3, 32);
    Map<String, double[]> cells =
        c.results(ThroughCells.forward(c.layer, c.x, c.layer.zeroState(3)));
    c.compare(c.results(c.layer.forward(c.x)), cells);
  }

  @ParameterizedTest
  @MethodSource("kindsAndTypes")
  void chunksWithTheStateHandedOnEqualTheWhole(CellKind kind, DataType type) {
    LayerCase c = new LayerCase(kind, shape(3, false), type, 17, 3, 33);
    Map<String, double[]> whole = c.results(c.layer.forward(c.x, c.state));
    c.compare(c.results(c.inChunks(c.state, 1, 6, 11, 17)), whole);
  }

  @ParameterizedTest
  @EnumSource
  void everyGradientIsThatOfCentralDifferences(CellKind kind) {
    LayerCase c =
        new LayerCase(kind, new LayerShape(2, 3, 2, true, 0, 0), DataType.DOUBLE, 3, 2, 34);
    List<Tensor> leaves = new ArrayList<>(c.layer.parameters().values());
    leaves.add(c.x);
    leaves.addAll(c.state);
    double error =
        GradientCheck.maxRelativeError(
            () -> {
              SequenceLayer.Output out = c.layer.forward(c.x, c.state);
              Stream<Tensor> all = Stream.concat(Stream.of(out.sequence()), out.state().stream());
              return concat(all.map(StackedLayersTest::flat).toArray(Tensor[]::new));
            },
            leaves);
    assertThat(error).isLessThan(1e-6);
  }

  private static Tensor flat(Tensor t) {
    return t.reshape(t.toDoubles().length);
  }

  @ParameterizedTest
  @MethodSource("kindsAndTypes")
  void oneHotIdsAreOneHotVectors(CellKind kind, DataType type) {
    LayerCase c = new LayerCase(kind, shape(2, true), type, 4, 3, 35);
    int[][] ids = {{0, 4, 2}, {1, 1, 1}, {3, 0, 4}, {2, 2, 0}};
    double[] dense = new double[4 * 3 * D];
    for (int t = 0; t < 4; t++) {
      for (int b = 0; b < 3; b++) {
        dense[(t * 3 + b) * D + ids[t][b]] = 1;
      }
    }
    Tensor x = Tensor.of(dense, 4, 3, D).to(type);
    c.compare(
        c.results(c.layer.forwardOneHot(ids, c.state)), c.results(c.layer.forward(x, c.state)));
    c.compare(c.results(c.layer.forwardOneHot(ids, null)), c.results(c.layer.forward(x)));
  }

  @ParameterizedTest
  @MethodSource("kindsAndTypes")
  void dropoutBetweenLayersIsThatOfTheCells(CellKind kind, DataType type) {
    LayerShape shape = shape(3, true).withDropout(0.4);
    Random masks = new Random(36);
    ThroughCells.newLayer(kind, shape, type, masks); // draws the same parameters
    SequenceLayer layer = ThroughCells.newLayer(kind, shape, type, new Random(36));
    Tensor x = Tensor.uniform(new Random(37), -1, 1, type, 3, 2, D);
    Tensor expected = ThroughCells.forward(layer, x, layer.zeroState(2), 0.4, masks).sequence();
    assertThat(layer.forward(x).sequence().toDoubles())
        .containsExactly(expected.toDoubles(), within(type == DataType.FLOAT ? 1e-5 : 1e-12));
  }

  @Test
  void dropoutIsBetweenLayersOnlyAndOnlyWhereGradientsAreRecorded() {
    Tensor x = Tensor.uniform(new Random(38), -1, 1, DataType.DOUBLE, 3, 2, D);
    SequenceLayer single =
        new LSTM(shape(1, true).withDropout(0.5), DataType.DOUBLE, new Random(39));
    assertThat(single.forward(x).sequence().toDoubles())
        .isEqualTo(single.forward(x).sequence().toDoubles());
    SequenceLayer two = new LSTM(shape(2, false).withDropout(0.5), DataType.DOUBLE, new Random(39));
    assertThat(two.forward(x).sequence().toDoubles())
        .isNotEqualTo(two.forward(x).sequence().toDoubles());
    double[] quiet = NoGradient.run(() -> two.forward(x).sequence().toDoubles());
    SequenceLayer without = new LSTM(shape(2, false), DataType.DOUBLE, new Random(39));
    assertThat(quiet).isEqualTo(without.forward(x).sequence().toDoubles());
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedMakesTheSameLayer(CellKind kind) {
    Tensor x = Tensor.uniform(new Random(40), -1, 1, DataType.FLOAT, 3, 2, D);
    LayerShape shape = shape(2, true).withDropout(0.3);
    double[] first =
        ThroughCells.newLayer(kind, shape, DataType.FLOAT, new Random(41))
            .forward(x)
            .sequence()
            .toDoubles();
    double[] again =
        ThroughCells.newLayer(kind, shape, DataType.FLOAT, new Random(41))
            .forward(x)
            .sequence()
            .toDoubles();
    assertThat(again).isEqualTo(first);
  }

  @Test
  void parametersAreNamedByLayerAndDirection() {
    RNN layer = new RNN(shape(2, true), DataType.FLOAT, new Random(42));
    assertThat(layer.parameters().keySet())
        .containsExactly(
            "l0.input.weight",
            "l0.recurrent.weight",
            "l0.recurrent.bias",
            "l0_reverse.input.weight",
            "l0_reverse.recurrent.weight",
            "l0_reverse.recurrent.bias",
            "l1.input.weight",
            "l1.recurrent.weight",
            "l1.recurrent.bias",
            "l1_reverse.input.weight",
            "l1_reverse.recurrent.weight",
            "l1_reverse.recurrent.bias");
    assertThat(layer.parameters().get("l1.input.weight").shape()).containsExactly(H, 2 * H);
    assertThat(layer.cell(1, true).input().weight())
        .isSameAs(layer.parameters().get("l1_reverse.input.weight"));
  }

  @Test
  void wrongInputsAndStatesAreNamed() {
    LSTM layer = new LSTM(shape(2, false), DataType.DOUBLE, new Random(43));
    Tensor x = Tensor.zeros(DataType.DOUBLE, 4, 3, D);
    Tensor state = Tensor.zeros(DataType.DOUBLE, 2, 3, H);
    Tensor narrow = Tensor.zeros(DataType.DOUBLE, 2, 2, H);
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(DataType.DOUBLE, 4, 3, 6)))
        .hasMessage("x: expected shape [T, B, 5], got [4, 3, 6]");
    assertThatThrownBy(() -> layer.forward(Tensor.zeros(DataType.DOUBLE, 4, D)))
        .hasMessage("x: expected shape [T, B, 5], got [4, 5]");
    assertThatThrownBy(() -> layer.forward(x.to(DataType.FLOAT)))
        .hasMessage("x: expected type DOUBLE, got FLOAT");
    assertThatThrownBy(() -> layer.forward(x, List.of(state)))
        .hasMessage("state: expected 2 tensors, got 1");
    assertThatThrownBy(() -> layer.forward(x, List.of(state, narrow)))
        .hasMessage("state: expected shape [2, 3, 7], got [2, 2, 7]");
    assertThatThrownBy(() -> layer.forward(x, List.of(state, state.to(DataType.FLOAT))))
        .hasMessage("state: expected type DOUBLE, got FLOAT");
    assertThatThrownBy(() -> layer.forwardOneHot(new int[0][], null))
        .hasMessage("ids: expected at least one step and one stream, got none");
    assertThatThrownBy(() -> layer.forwardOneHot(new int[][] {{1, 2}, {1}}, null))
        .hasMessage("ids: expected 2 streams at every step, got 1");
    assertThatThrownBy(() -> layer.forwardOneHot(new int[][] {{1, 5}}, null))
        .hasMessage("ids: expected indices from 0 to 4, got 5");
    assertThatThrownBy(() -> layer.cell(2, false))
        .hasMessage("cell: expected a layer below 2, got 2, reverse false");
    assertThatThrownBy(() -> layer.cell(0, true))
        .hasMessage("cell: expected a layer below 2, got 0, reverse true");
  }

  @Test
  void wrongSizesAreNamed() {
    assertThatThrownBy(() -> LayerShape.of(0, 1))
        .hasMessage("inputSize: expected at least 1, got 0");
    assertThatThrownBy(() -> LayerShape.of(1, -2))
        .hasMessage("hiddenSize: expected at least 1, got -2");
    assertThatThrownBy(() -> LayerShape.of(1, 1).withLayers(0))
        .hasMessage("layers: expected at least 1, got 0");
    assertThatThrownBy(() -> LayerShape.of(1, 1).withDropout(1))
        .hasMessage("dropout: expected a number in [0, 1), got 1.0");
  }
}
