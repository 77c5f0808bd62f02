package unrolled.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTM;
import unrolled.nn.LSTMCell;
import unrolled.nn.LSTMState;
import unrolled.nn.SequenceLayer;

/** Our LSTM is DL4J's and ND4J's. */
class LstmOraclesTest {
  private static LSTMCell cell(OracleCase c) {
    return c.scrambled(new LSTMCell(OracleCase.D, OracleCase.H, c.type, c.random));
  }

  private static OracleCase small() {
    return new OracleCase(DataType.DOUBLE, 4, 2, 2, true, 8);
  }

  @ParameterizedTest(name = "{0} T {1} B {2} initial state {3} seed {4}")
  @MethodSource("unrolled.reference.OracleCase#all")
  void theLayerIsDl4jsInOutputsStatesAndGradients(
      DataType type, int steps, int batch, boolean given, long seed) {
    OracleCase c = new OracleCase(type, steps, batch, 2, given, seed);
    LSTMCell cell = cell(c);
    SequenceLayer.Output ours = c.ours(LSTM.of(cell), false);
    DL4JLstm dl4j = DL4JLstm.of(cell);
    if (given) {
      c.compareOutputs(dl4j.forward(c.x, c.state), ours);
      c.compareGradients(dl4j.gradients(c.x, c.state, c.dSequence), cell);
    } else {
      c.compareOutputs(dl4j.forward(c.x), ours);
      c.compareGradients(dl4j.gradients(c.x, c.dSequence), cell);
    }
  }

  @ParameterizedTest(name = "{0} T {1} B {2} initial state {3} seed {4}")
  @MethodSource("unrolled.reference.OracleCase#all")
  void theLayerIsNd4jsWithTheGradientsOfBothStates(
      DataType type, int steps, int batch, boolean given, long seed) {
    OracleCase c = new OracleCase(type, steps, batch, 2, given, seed);
    LSTMCell cell = cell(c);
    SequenceLayer.Output ours = c.ours(LSTM.of(cell), true);
    ND4JLstm nd4j = ND4JLstm.of(cell);
    c.compareOutputs(given ? nd4j.forward(c.x, c.state) : nd4j.forward(c.x), ours);
    ReferenceGradients gradients = nd4j.gradients(c.x, c.state, c.dSequence, c.dState);
    assertThat(gradients.initialState()).hasSize(2);
    c.compareGradients(gradients, cell);
  }

  @Test
  void theCellIsBothStepByStep() {
    OracleCase c = small();
    LSTMCell cell = cell(c);
    LSTMState s = new LSTMState(c.state.get(0).select(0, 0), c.state.get(1).select(0, 0));
    List<Tensor> stepped = List.of(s.h(), s.c());
    List<Tensor> states = new ArrayList<>();
    for (int t = 0; t < c.x.size(0); t++) {
      s = cell.forward(c.x.select(0, t), s);
      states.add(s.h());
      stepped = ND4JLstm.of(cell).step(c.x.select(0, t), stepped.get(0), stepped.get(1));
    }
    Tensor sequence = Functions.stack(0, states.toArray(Tensor[]::new));
    c.close("ND4J's h", stepped.get(0), s.h());
    c.close("ND4J's c", stepped.get(1), s.c());
    c.close("DL4J", DL4JLstm.of(cell).forward(c.x, c.state).sequence(), sequence);
    sequence.backward(c.dSequence);
    c.compareGradients(DL4JLstm.of(cell).gradients(c.x, c.state, c.dSequence), cell);
  }

  @Test
  void aSequenceInTwoChunksWithTheStateHandedOnIsTheWhole() {
    OracleCase c = small();
    DL4JLstm dl4j = DL4JLstm.of(cell(c));
    SequenceLayer.Output first = dl4j.forward(c.x.slice(0, 0, 1), c.state);
    SequenceLayer.Output second = dl4j.forward(c.x.slice(0, 1, 4), first.state());
    SequenceLayer.Output whole = dl4j.forward(c.x, c.state);
    Tensor joined = Functions.concat(0, first.sequence(), second.sequence());
    c.compareOutputs(new SequenceLayer.Output(joined, second.state()), whole);
  }

  /** The trap of the column order: the shapes of all 24 orders are the same. */
  @Test
  void ofAllOrdersOfTheGatesOnlyDl4jsOwnIsRight() {
    OracleCase c = small();
    LSTMCell cell = cell(c);
    Tensor ours = LSTM.of(cell).forward(c.x, c.state).sequence();
    List<List<DL4JWeights.Gate>> right = new ArrayList<>();
    for (List<DL4JWeights.Gate> order : DL4JWeights.orders()) {
      DL4JLstm dl4j = DL4JLstm.of(DL4JWeights.of(cell, order));
      double difference = Difference.max(dl4j.forward(c.x, c.state).sequence(), ours);
      if (difference < 1e-10) {
        right.add(order);
      } else {
        assertThat(difference).as(order.toString()).isGreaterThan(0.01);
      }
    }
    assertThat(right).containsExactly(DL4JWeights.DL4J);
  }

  @Test
  void weightsFindTheirWayBackToTheCellsNames() {
    LSTMCell cell = cell(small());
    DL4JWeights weights = DL4JWeights.of(cell);
    assertThat(weights.w().shape()).containsExactly(OracleCase.D, 4 * OracleCase.H);
    assertThat(weights.rw().shape()).containsExactly(OracleCase.H, 4 * OracleCase.H);
    assertThat(weights.byName().keySet()).isEqualTo(cell.parameters().keySet());
    weights
        .byName()
        .forEach((name, w) -> assertThat(Difference.max(w, cell.parameters().get(name))).isZero());
  }

  @Test
  void theOracleKeepsItsOwnCopyOfTheWeights() {
    OracleCase c = small();
    LSTMCell cell = cell(c);
    DL4JLstm dl4j = DL4JLstm.of(cell);
    Tensor before = dl4j.forward(c.x).sequence();
    c.scrambled(cell);
    assertThat(Difference.max(dl4j.forward(c.x).sequence(), before)).isZero();
    assertThat(Difference.max(DL4JLstm.of(cell).forward(c.x).sequence(), before)).isPositive();
  }

  @Test
  void wrongArgumentsAreNamed() {
    OracleCase c = small();
    LSTMCell cell = cell(c);
    DL4JLstm dl4j = DL4JLstm.of(cell);
    ND4JLstm nd4j = ND4JLstm.of(cell);
    assertThatThrownBy(() -> dl4j.forward(c.uniform(4, 2, 4)))
        .hasMessage("x: expected shape [any, any, 3], got [4, 2, 4]");
    assertThatThrownBy(() -> dl4j.forward(c.x.to(DataType.FLOAT)))
        .hasMessage("x: expected type DOUBLE, got FLOAT");
    assertThatThrownBy(() -> dl4j.forward(c.x, c.state.subList(0, 1)))
        .hasMessage("state: expected 2 tensors, got 1");
    assertThatThrownBy(() -> dl4j.gradients(c.x, c.uniform(4, 2, 3)))
        .hasMessage("dSequence: expected shape [4, 2, 5], got [4, 2, 3]");
    assertThatThrownBy(() -> nd4j.forward(c.uniform(4, 2)))
        .hasMessage("x: expected shape [any, any, 3], got [4, 2]");
    assertThatThrownBy(() -> nd4j.forward(c.x, List.of(c.uniform(1, 3, 5), c.uniform(1, 2, 5))))
        .hasMessage("state: expected shape [1, 2, 5], got [1, 3, 5]");
    assertThatThrownBy(() -> DL4JWeights.of(cell, List.of(DL4JWeights.Gate.INPUT)))
        .hasMessage("order: expected each gate once, got [INPUT]");
    assertThatThrownBy(() -> Difference.max(c.x, c.dSequence))
        .hasMessage("b: expected shape [4, 2, 3], got [4, 2, 5]");
  }

  @Test
  void aDifferenceThatIsNoNumberIsNotSmall() {
    assertThat(Difference.max(Tensor.vector(1, Double.NaN, 2), Tensor.vector(1, 2, 3))).isNaN();
    assertThat(Difference.max(Tensor.vector(1, 5), Tensor.vector(-1, 4))).isEqualTo(2);
  }
}
