package unrolled.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.RNNCell;
import unrolled.reference.DL4JLstm;
import unrolled.reference.DL4JWeights;

/** The plain-array oracles against independent implementations. */
class OraclesTest {
  private static final double ROUNDING = 1e-10;

  @Test
  void theLstmIsDL4Js() {
    for (int seed = 0; seed < Tables.SEEDS; seed++) {
      Draw d = new Draw(new SplittableRandom(seed));
      LstmOracle lstm = new LstmOracle(d);
      double[][][] x = d.sequence(d.steps, d.batch, d.inputs);
      DL4JWeights weights =
          new DL4JWeights(
              DL4JWeights.DL4J,
              Tensor.of(A3Import.columns(lstm, lstm.hidden, lstm.inputs)),
              Tensor.of(A3Import.columns(lstm, 0, lstm.hidden)),
              Tensor.vector(A3Import.biases(lstm)));
      Tensor theirs = DL4JLstm.of(weights).forward(Draw.tensor(x)).sequence();
      assertThat(Numbers.of(theirs).worst(Numbers.of(lstm.hiddenStates(x)))).isLessThan(ROUNDING);
    }
  }

  @Test
  void theRnnIsTheLibrarysCell() {
    Draw d = new Draw(new SplittableRandom(3));
    RnnOracle rnn = new RnnOracle(d);
    RNNCell cell = new RNNCell(d.inputs, d.hidden, DataType.DOUBLE, new SplittableRandom(1));
    cell.input().weight().assign(Draw.tensor(rnn.w));
    cell.recurrent().weight().assign(Draw.tensor(rnn.u));
    cell.recurrent().bias().assign(Tensor.vector(rnn.b));
    double[][] x = d.matrix(d.batch, d.inputs);
    double[][] h = d.matrix(d.batch, d.hidden);
    Tensor theirs = cell.forward(Draw.tensor(x), Draw.tensor(h));
    assertThat(Numbers.of(theirs).worst(Numbers.of(rnn.step(x, h)))).isLessThan(ROUNDING);
  }
}
