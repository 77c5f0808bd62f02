package unrolled.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import unrolled.autograd.Tensor;
import unrolled.nn.GRU;
import unrolled.nn.GRUCell;

/** Our GRU is ND4J's gruCell under one reset convention and its gru under the other. */
class GruOracleTest {
  private static GRUCell cell(OracleCase c, GRUCell.Reset reset) {
    GRUCell cell = c.scrambled(new GRUCell(OracleCase.D, OracleCase.H, reset, c.type, c.random));
    if (reset == GRUCell.Reset.AFTER_PRODUCT) {
      cell.candidateHidden().bias().assign(Tensor.zeros(c.type, OracleCase.H));
    }
    return cell;
  }

  @ParameterizedTest(name = "{0} T {1} B {2} initial state {3} seed {4}")
  @MethodSource("unrolled.reference.OracleCase#all")
  void bothConventionsAreNd4js(DataType type, int steps, int batch, boolean given, long seed) {
    for (GRUCell.Reset reset : GRUCell.Reset.values()) {
      OracleCase c = new OracleCase(type, steps, batch, 1, given, seed);
      GRUCell cell = cell(c, reset);
      ND4JGru nd4j = ND4JGru.of(cell);
      c.compareOutputs(
          given ? nd4j.forward(c.x, c.state) : nd4j.forward(c.x),
          GRU.of(cell).forward(c.x, c.state));
    }
  }

  /** Or else the test above could not tell the conventions apart. */
  @Test
  void theConventionsDiffer() {
    OracleCase c = new OracleCase(DataType.DOUBLE, 3, 2, 1, true, 6);
    GRUCell after = cell(c, GRUCell.Reset.AFTER_PRODUCT);
    GRUCell before =
        new GRUCell(OracleCase.D, OracleCase.H, GRUCell.Reset.BEFORE_PRODUCT, c.type, c.random);
    before.parameters().forEach((name, p) -> p.assign(after.parameters().get(name)));
    Tensor one = ND4JGru.of(after).forward(c.x, c.state).sequence();
    Tensor other = ND4JGru.of(before).forward(c.x, c.state).sequence();
    assertThat(Difference.max(one, other)).isGreaterThan(0.01);
  }

  /** The oracle is wrong here: central differences of its own outputs say so, and agree with us. */
  @Test
  void nd4jsGruBpIsNotTheDerivativeOfItsGru() {
    OracleCase c = new OracleCase(DataType.DOUBLE, 1, 1, 1, true, 7);
    GRUCell cell = cell(c, GRUCell.Reset.AFTER_PRODUCT);
    ND4JGru nd4j = ND4JGru.of(cell);
    c.ours(GRU.of(cell), false);
    Tensor h0 = c.state.get(0).detach().select(0, 0);
    INDArray claimed = nd4j.gru("gru_bp", c.x, h0, c.dSequence)[0];
    double ours = 0;
    double theirs = 0;
    for (int i = 0; i < OracleCase.D; i++) {
      int at = i;
      double slope =
          CentralDifference.of(
              c.x, at, () -> nd4j.forward(c.x, c.state).sequence().mul(c.dSequence).sum().item());
      ours = Math.max(ours, Math.abs(c.x.gradient().doubles()[i] - slope));
      theirs = Math.max(theirs, Math.abs(claimed.getDouble(0, 0, i) - slope));
    }
    assertThat(ours).isLessThan(1e-8);
    assertThat(theirs).isGreaterThan(0.01);
  }

  @Test
  void aBiasThatNd4jsGruDoesNotKnowIsRefused() {
    OracleCase c = new OracleCase(DataType.DOUBLE, 1, 1, 1, true, 7);
    GRUCell cell =
        new GRUCell(OracleCase.D, OracleCase.H, GRUCell.Reset.AFTER_PRODUCT, c.type, c.random);
    assertThatThrownBy(() -> ND4JGru.of(cell))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cell: expected a candidateHidden bias of zero");
  }

  @ParameterizedTest
  @EnumSource
  void wrongArgumentsAreNamed(GRUCell.Reset reset) {
    OracleCase c = new OracleCase(DataType.DOUBLE, 4, 2, 1, true, 7);
    ND4JGru nd4j = ND4JGru.of(cell(c, reset));
    assertThatThrownBy(() -> nd4j.forward(c.uniform(4, 2, 2)))
        .hasMessage("x: expected shape [any, any, 3], got [4, 2, 2]");
    assertThatThrownBy(() -> nd4j.forward(c.x, c.state.subList(0, 0)))
        .hasMessage("state: expected 1 tensors, got 0");
  }
}
