package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.GradientCheck;
import unrolled.autograd.Tensor;

class CellsTest {
  private static final int D = 2;
  private static final int H = 3;
  private static final int B = 2;

  private final Random random = new Random(11);

  private Tensor leaf(long... shape) {
    return Tensor.parameter(Tensor.uniform(random, -1, 1, DataType.DOUBLE, shape));
  }

  private static double logistic(double a) {
    return 1 / (1 + Math.exp(-a));
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  /** row n of W z + b, in plain Java. */
  private static double row(Linear linear, int n, double... z) {
    double sum = linear.bias() == null ? 0 : linear.bias().doubles()[n];
    for (int k = 0; k < z.length; k++) {
      sum += linear.weight().doubles()[n * z.length + k] * z[k];
    }
    return sum;
  }

  private static double[] concat(double[] a, double[] b) {
    return Stream.of(a, b).flatMapToDouble(Arrays::stream).toArray();
  }

  /** A map of one input column and the hidden column 0 that always answers value. */
  private static void always(Linear linear, double value) {
    linear.weight().assign(Tensor.zeros(DataType.DOUBLE, linear.weight().shape()));
    linear.bias().assign(Tensor.vector(value));
  }

  @Test
  void theRnnGivesTheLecturesFourStates() {
    RNNCell cell = new RNNCell(2, 3, DataType.DOUBLE, random);
    cell.input().weight().assign(Tensor.of(new double[][] {{.1, .2}, {.3, .4}, {.5, .6}}));
    cell.recurrent()
        .weight()
        .assign(Tensor.of(new double[][] {{.1, .2, .3}, {.4, .5, .6}, {.7, .8, .9}}));
    cell.recurrent().bias().assign(Tensor.vector(0, 0, 0));
    double[][] inputs = {{1, 0}, {0, 1}, {1, 1}, {0, 0}};
    double[][] states = {
      {.099668, .291313, .462117},
      {.385807, .697694, .866466},
      {.627971, .938229, .991150},
      {.498861, .865533, .969397}
    };
    Tensor h = cell.zeroState(1);
    for (int t = 0; t < 4; t++) {
      h = cell.forward(Tensor.of(new double[][] {inputs[t]}), h);
      assertThat(h.toDoubles()).containsExactly(states[t], within(5e-7));
    }
  }

  @Test
  void theSingleNeuronLstmTurnsFromPluralToSingular() {
    LSTMCell cell = new LSTMCell(1, 1, DataType.DOUBLE, random);
    always(cell.forget(), logit(.1));
    always(cell.input(), logit(.9));
    always(cell.candidate(), -20);
    LSTMState before =
        new LSTMState(Tensor.of(new double[][] {{.9}}), Tensor.of(new double[][] {{5}}));
    LSTMState after = cell.forward(Tensor.of(new double[][] {{.2}}), before);
    assertThat(after.c().item()).isCloseTo(-0.4, within(1e-12));
  }

  @Test
  void theScalarGruMixesStateAndCandidateAsInTheLecture() {
    for (GRUCell.Reset reset : GRUCell.Reset.values()) {
      GRUCell cell = new GRUCell(1, 1, reset, DataType.DOUBLE, random);
      always(cell.candidateHidden(), 0);
      always(cell.candidateInput(), 0.5 * Math.log((1 - .5) / (1 + .5)));
      Tensor h = Tensor.of(new double[][] {{.8}});
      Tensor x = Tensor.of(new double[][] {{1}});
      always(cell.update(), logit(.1));
      assertThat(cell.forward(x, h).item()).isCloseTo(.67, within(1e-12));
      always(cell.update(), logit(.9));
      assertThat(cell.forward(x, h).item()).isCloseTo(-.37, within(1e-12));
    }
  }

  @Test
  void theLstmIsItsEquationsOverTwoSteps() {
    LSTMCell cell = new LSTMCell(D, H, DataType.DOUBLE, random);
    LSTMState state = new LSTMState(leaf(1, H), leaf(1, H));
    double[] h = state.h().toDoubles();
    double[] c = state.c().toDoubles();
    for (int t = 0; t < 2; t++) {
      Tensor x = leaf(1, D);
      double[] z = concat(h, x.toDoubles());
      for (int n = 0; n < H; n++) {
        double f = logistic(row(cell.forget(), n, z));
        double i = logistic(row(cell.input(), n, z));
        c[n] = f * c[n] + i * Math.tanh(row(cell.candidate(), n, z));
        h[n] = logistic(row(cell.output(), n, z)) * Math.tanh(c[n]);
      }
      state = cell.forward(x, state);
      assertThat(state.h().toDoubles()).containsExactly(h, within(1e-14));
      assertThat(state.c().toDoubles()).containsExactly(c, within(1e-14));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGruIsItsEquations(GRUCell.Reset reset) {
    GRUCell cell = new GRUCell(D, H, reset, DataType.DOUBLE, random);
    Tensor x = leaf(1, D);
    Tensor state = leaf(1, H);
    double[] h = state.toDoubles();
    double[] z = concat(h, x.toDoubles());
    double[] r = new double[H];
    double[] gated = new double[H];
    for (int n = 0; n < H; n++) {
      r[n] = logistic(row(cell.reset(), n, z));
      gated[n] = r[n] * h[n];
    }
    double[] expected = new double[H];
    for (int n = 0; n < H; n++) {
      double u = logistic(row(cell.update(), n, z));
      double fromHidden =
          reset == GRUCell.Reset.BEFORE_PRODUCT
              ? row(cell.candidateHidden(), n, gated)
              : r[n] * row(cell.candidateHidden(), n, h);
      double g = Math.tanh(row(cell.candidateInput(), n, x.toDoubles()) + fromHidden);
      expected[n] = (1 - u) * h[n] + u * g;
    }
    assertThat(cell.forward(x, state).toDoubles()).containsExactly(expected, within(1e-14));
  }

  @Test
  void theTwoResetsAreDifferentFunctions() {
    double[] before = gru(GRUCell.Reset.BEFORE_PRODUCT);
    double[] after = gru(GRUCell.Reset.AFTER_PRODUCT);
    assertThat(Math.abs(before[0] - after[0])).isGreaterThan(1e-3);
  }

  private static double[] gru(GRUCell.Reset reset) {
    Random same = new Random(5);
    GRUCell cell = new GRUCell(D, H, reset, DataType.DOUBLE, same);
    Tensor x = Tensor.uniform(same, -1, 1, DataType.DOUBLE, 1, D);
    return cell.forward(x, Tensor.uniform(same, -1, 1, DataType.DOUBLE, 1, H)).toDoubles();
  }

  private static Iterable<Tensor> all(Module cell, Tensor... others) {
    return Stream.concat(cell.parameters().values().stream(), Stream.of(others)).toList();
  }

  @Test
  void everyGradientOfTheRnnIsThatOfCentralDifferences() {
    RNNCell cell = new RNNCell(D, H, DataType.DOUBLE, random);
    Tensor x = leaf(B, D);
    Tensor h = leaf(B, H);
    assertThat(
            GradientCheck.maxRelativeError(
                () -> cell.forward(x, cell.forward(x, h)), all(cell, x, h)))
        .isLessThan(1e-6);
  }

  @Test
  void everyGradientOfTheLstmIsThatOfCentralDifferences() {
    LSTMCell cell = new LSTMCell(D, H, DataType.DOUBLE, random);
    Tensor x = leaf(B, D);
    LSTMState s = new LSTMState(leaf(B, H), leaf(B, H));
    assertThat(
            GradientCheck.maxRelativeError(
                () -> {
                  LSTMState last = cell.forward(x, cell.forward(x, s));
                  return Functions.concat(last.h(), last.c());
                },
                all(cell, x, s.h(), s.c())))
        .isLessThan(1e-6);
  }

  @ParameterizedTest
  @EnumSource
  void everyGradientOfTheGruIsThatOfCentralDifferences(GRUCell.Reset reset) {
    GRUCell cell = new GRUCell(D, H, reset, DataType.DOUBLE, random);
    Tensor x = leaf(B, D);
    Tensor h = leaf(B, H);
    assertThat(
            GradientCheck.maxRelativeError(
                () -> cell.forward(x, cell.forward(x, h)), all(cell, x, h)))
        .isLessThan(1e-6);
  }

  @Test
  void theLecturesParameterCountsAreThoseWithoutBias() {
    LSTMCell lstm = new LSTMCell(128, 128, DataType.FLOAT, random);
    assertThat(lstm.parameterCount()).isEqualTo(131_072 + 4 * 128);
    GRUCell gru = new GRUCell(128, 128, GRUCell.Reset.AFTER_PRODUCT, DataType.FLOAT, random);
    assertThat(gru.parameterCount()).isEqualTo(98_304 + 4 * 128);
  }

  @Test
  void parametersHaveDottedNamesInOrderAndTheForgetBiasStartsAtOne() {
    LSTMCell cell = new LSTMCell(D, H, DataType.FLOAT, random);
    assertThat(cell.parameters().keySet())
        .containsExactly(
            "forget.weight",
            "forget.bias",
            "input.weight",
            "input.bias",
            "candidate.weight",
            "candidate.bias",
            "output.weight",
            "output.bias");
    assertThat(cell.forget().bias().toDoubles()).containsOnly(1);
  }

  @Test
  void aWrongInputOrStateIsNamed() {
    LSTMCell cell = new LSTMCell(D, H, DataType.DOUBLE, random);
    assertThatThrownBy(() -> cell.forward(leaf(B, 5), cell.zeroState(B)))
        .hasMessage("x: expected shape [B, 2], got [2, 5]");
    assertThatThrownBy(() -> cell.forward(leaf(B, D), cell.zeroState(3)))
        .hasMessage("state: expected shape [2, 3], got [3, 3]");
  }
}
