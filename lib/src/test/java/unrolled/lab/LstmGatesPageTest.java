package unrolled.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTMCell;
import unrolled.nn.LSTMState;
import unrolled.nn.Linear;

/** The page lstm-gates computes what an {@link LSTMCell} of one unit computes. */
final class LstmGatesPageTest {
  private static final int CASES = 200;

  private final LSTMCell cell = new LSTMCell(1, 1, DataType.DOUBLE, new Random(1));

  @Test
  void thePageAndTheCellAgreeOnRandomInputs() throws Exception {
    Random random = new Random(5);
    StringBuilder script = new StringBuilder();
    double[][] expected = new double[CASES][];
    for (int n = 0; n < CASES; n++) {
      double[] v = random.doubles(15, -3, 3).toArray(); // w, u, b of f, i, g, o; then x, h, c
      expected[n] = ofCell(v);
      script.append(call(v));
    }
    List<double[]> answers = PageFormulas.run("lstm-gates", script.toString());
    assertThat(answers).hasSize(CASES);
    for (int n = 0; n < CASES; n++) {
      double[] given = answers.get(n);
      for (int k = 0; k < 6; k++) {
        assertThat(given[k])
            .as("case %d, number %d", n, k)
            .isCloseTo(expected[n][k], within(1e-12));
      }
    }
  }

  /** f, i, g, o, c', h'. */
  private double[] ofCell(double[] v) {
    List<Linear> gates = List.of(cell.forget(), cell.input(), cell.candidate(), cell.output());
    for (int k = 0; k < 4; k++) {
      gates.get(k).weight().assign(Tensor.of(new double[][] {{v[3 * k + 1], v[3 * k]}}));
      gates.get(k).bias().assign(Tensor.vector(v[3 * k + 2]));
    }
    LSTMState state = new LSTMState(one(v[13]), one(v[14]));
    var g = cell.gates(one(v[12]), state);
    LSTMState after = cell.forward(one(v[12]), state);
    return new double[] {
      g.f().item(), g.i().item(), g.g().item(), g.o().item(), after.c().item(), after.h().item()
    };
  }

  private static Tensor one(double value) {
    return Tensor.of(new double[][] {{value}});
  }

  private static String call(double[] v) {
    Object[] values = Arrays.stream(v).boxed().toArray();
    return String.format(
        Locale.ROOT,
        "(function () { var g = gatesOf({f: {w: %s, u: %s, b: %s}, i: {w: %s, u: %s, b: %s},"
            + " g: {w: %s, u: %s, b: %s}, o: {w: %s, u: %s, b: %s}}, %s, %s), s = next(%s, g);"
            + " console.log(g.f, g.i, g.g, g.o, s.c, s.h); })();%n",
        values);
  }
}
