package unrolled.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.RNN;
import unrolled.nn.RNNCell;
import unrolled.nn.SequenceLayer;

/** Our RNN is DL4J's SimpleRnn, as far as that goes. */
class RnnOracleTest {
  private static RNNCell cell(OracleCase c) {
    return c.scrambled(new RNNCell(OracleCase.D, OracleCase.H, c.type, c.random));
  }

  @ParameterizedTest(name = "{0} T {1} B {2} initial state {3} seed {4}")
  @MethodSource("unrolled.reference.OracleCase#all")
  void theLayerIsDl4js(DataType type, int steps, int batch, boolean given, long seed) {
    OracleCase c = new OracleCase(type, steps, batch, 1, given, seed);
    RNNCell cell = cell(c);
    SequenceLayer.Output ours = c.ours(RNN.of(cell), false);
    DL4JRnn dl4j = DL4JRnn.of(cell);
    c.compareOutputs(given ? dl4j.forward(c.x, c.state) : dl4j.forward(c.x), ours);
    if (!given) {
      c.compareGradients(dl4j.gradients(c.x, c.dSequence), cell);
    }
  }

  /** The oracle is wrong here: central differences of its own outputs say so, and agree with us. */
  @Test
  void dl4jsGradientsFromAStateAreNotTheDerivativesOfItsOutputs() {
    OracleCase c = new OracleCase(DataType.DOUBLE, 3, 2, 1, true, 4);
    RNNCell cell = cell(c);
    c.ours(RNN.of(cell), false);
    double[] exact = c.x.gradient().toDoubles();
    double[] claimed = DL4JRnn.of(cell).gradients(c.x, c.state, c.dSequence).input().toDoubles();
    double ours = 0;
    double theirs = 0;
    for (int i = 0; i < exact.length; i++) {
      int at = i;
      double slope =
          CentralDifference.of(
              c.x, at, () -> loss(DL4JRnn.of(cell).forward(c.x, c.state), c.dSequence));
      ours = Math.max(ours, Math.abs(exact[i] - slope));
      theirs = Math.max(theirs, Math.abs(claimed[i] - slope));
    }
    assertThat(ours).isLessThan(1e-8);
    assertThat(theirs).isGreaterThan(0.1);
  }

  private static double loss(SequenceLayer.Output out, Tensor weights) {
    return out.sequence().mul(weights).sum().item();
  }

  @Test
  void theStateIsHandedOn() {
    OracleCase c = new OracleCase(DataType.DOUBLE, 4, 2, 1, true, 5);
    DL4JRnn dl4j = DL4JRnn.of(cell(c));
    List<Tensor> middle = dl4j.forward(c.x.slice(0, 0, 2), c.state).state();
    c.close(
        "last state",
        dl4j.forward(c.x.slice(0, 2, 4), middle).state().get(0),
        dl4j.forward(c.x, c.state).state().get(0));
  }
}
