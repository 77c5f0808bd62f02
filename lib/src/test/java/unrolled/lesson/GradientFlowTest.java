package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.Tensor;
import unrolled.nn.GRUCell;
import unrolled.nn.LSTMCell;
import unrolled.nn.LSTMStep;
import unrolled.nn.Linear;
import unrolled.nn.RNNCell;

class GradientFlowTest {
  private static final int D = 2;
  private static final int H = 3;

  private static Random random() {
    return new Random(12);
  }

  private static Tensor uniform(Random random, long... shape) {
    return Tensor.uniform(random, -1, 1, DataType.DOUBLE, shape);
  }

  static Stream<Recurrence> recurrences() {
    return Stream.of(
        Recurrence.of(new RNNCell(D, H, DataType.DOUBLE, random())),
        Recurrence.of(new LSTMCell(D, H, DataType.DOUBLE, random())),
        Recurrence.of(new GRUCell(D, H, GRUCell.Reset.BEFORE_PRODUCT, DataType.DOUBLE, random())),
        Recurrence.of(new GRUCell(D, H, GRUCell.Reset.AFTER_PRODUCT, DataType.DOUBLE, random())));
  }

  /** Two ways to the same number: backpropagation through the steps, and their Jacobians. */
  @ParameterizedTest
  @MethodSource("recurrences")
  void theFlowIsTheProductOfTheJacobians(Recurrence cell) {
    Tensor x = uniform(random(), 6, 1, D);
    GradientFlow flow = GradientFlow.of(cell, x);
    List<Tensor> jacobians = Jacobian.ofSteps(cell, x);
    assertThat(flow.hidden()).hasSize(7);
    double[] seed = new double[cell.parts() * H];
    Arrays.fill(seed, 0, H, 1);
    for (int t = 0; t < 6; t++) {
      Tensor product = Jacobian.product(jacobians.subList(t, 6));
      Tensor gradient = Tensor.of(seed.clone(), 1, seed.length).matmul(product);
      assertThat(flow.hidden()[t])
          .isCloseTo(norm(gradient.slice(1, 0, H).toDoubles()), within(1e-14));
    }
    assertThat(flow.hidden()[6]).isCloseTo(Math.sqrt(H), within(1e-15));
    assertThat(flow.kept()).isEqualTo(flow.hidden()[0] / flow.hidden()[6]);
  }

  private static double norm(double... v) {
    return Math.sqrt(DoubleStream.of(v).map(n -> n * n).sum());
  }

  /** h = o tanh(c), so what reaches h reaches c too. */
  @Test
  void theMemoryOfTheLastStepIsReachedThroughItsHiddenState() {
    LSTMCell cell = new LSTMCell(D, H, DataType.DOUBLE, random());
    Tensor x = uniform(random(), 3, 1, D);
    LSTMStep last = cell.unroll(x, cell.zeroState(1)).get(2);
    double[] expected = last.gates().o().toDoubles();
    for (int n = 0; n < H; n++) {
      expected[n] *= 1 - Math.pow(Math.tanh(last.state().c().doubles()[n]), 2);
    }
    assertThat(GradientFlow.of(Recurrence.of(cell), x).memory()[3])
        .isCloseTo(norm(expected), within(1e-14));
  }

  @Test
  void onlyAnLstmHasAMemory() {
    List<GradientFlow> flows =
        recurrences().map(cell -> GradientFlow.of(cell, uniform(random(), 2, 3, D))).toList();
    assertThat(flows.get(0).memory()).isEmpty();
    assertThat(flows.get(1).memory()).hasSize(3);
    assertThat(flows.get(2).memory()).isEmpty();
  }

  private static void constant(Linear map, double bias) {
    map.weight().assign(Tensor.zeros(DataType.DOUBLE, map.weight().shape()));
    map.bias().assign(Tensor.vector(bias));
  }

  /** The lecture: .99 to the power of 100 is .366. */
  @Test
  void aForgetGateOfPoint99KeepsAThirdOfTheGradientOver100Steps() {
    LSTMCell cell = new LSTMCell(1, 1, DataType.DOUBLE, random());
    constant(cell.forget(), Math.log(.99 / .01));
    constant(cell.input(), 0);
    constant(cell.candidate(), 0);
    constant(cell.output(), 0);
    double[] memory =
        GradientFlow.of(Recurrence.of(cell), Tensor.zeros(DataType.DOUBLE, 100, 1, 1)).memory();
    assertThat(memory[0] / memory[100]).isCloseTo(Math.pow(.99, 100), within(1e-12));
    assertThat(memory[0] / memory[100]).isCloseTo(.366, within(5e-4));
  }

  /** The lecture: a factor of .5 a step is 7.9e-31 after 100 (h = 0, where tanh' is 1). */
  @Test
  void anRnnWithWeightOneHalfKeepsNothing() {
    RNNCell cell = new RNNCell(1, 1, DataType.DOUBLE, random());
    cell.recurrent().weight().assign(Tensor.of(new double[][] {{.5}}));
    cell.recurrent().bias().assign(Tensor.vector(0));
    GradientFlow flow =
        GradientFlow.of(Recurrence.of(cell), Tensor.zeros(DataType.DOUBLE, 100, 1, 1));
    assertThat(flow.kept()).isCloseTo(Math.pow(.5, 100), within(1e-40));
  }

  @Test
  void aLossOfAnEarlierStepReachesNoLaterState() {
    Recurrence cell = Recurrence.of(new RNNCell(D, H, DataType.DOUBLE, random()));
    double[] norms =
        GradientFlow.of(cell, uniform(random(), 4, 1, D), h -> h.select(0, 1).sum()).hidden();
    assertThat(norms[3]).isZero();
    assertThat(norms[4]).isZero();
    assertThat(norms[2]).isPositive();
  }

  @Test
  void theCellsOwnGradientsAreLeftAtZero() {
    RNNCell cell = new RNNCell(D, H, DataType.DOUBLE, random());
    GradientFlow.of(Recurrence.of(cell), uniform(random(), 4, 1, D));
    Jacobian.ofSteps(Recurrence.of(cell), uniform(random(), 4, 1, D));
    assertThat(cell.parameters().values()).allMatch(p -> p.gradient() == null);
  }

  @Test
  void theTableHasARowForEachStep() {
    Recurrence cell = Recurrence.of(new RNNCell(D, H, DataType.DOUBLE, random()));
    GradientFlow flow = GradientFlow.of(cell, uniform(random(), 4, 1, D));
    var table = flow.table("RNN");
    assertThat(table.columnNames()).containsExactly("step", "norm", "series");
    assertThat(table.doubleColumn("norm").asDoubleArray()).isEqualTo(flow.hidden());
    assertThat(table.stringColumn("series").unique().asList()).containsExactly("RNN");
  }

  @Test
  void theJacobianOfAMapIsItsMatrix() {
    Tensor w = uniform(random(), 3, 2);
    Tensor jacobian = Jacobian.of(x -> w.matmul(x.reshape(2, 1)).mul(3), Tensor.vector(.4, .6));
    assertThat(jacobian.shape()).containsExactly(3, 2);
    assertThat(jacobian.toDoubles()).containsExactly(w.mul(3).toDoubles(), within(1e-15));
  }

  @Test
  void theJacobianOfTanhIsDiagonal() {
    double slope = 1 - Math.pow(Math.tanh(.4), 2);
    double other = 1 - Math.pow(Math.tanh(-2), 2);
    assertThat(Jacobian.of(Functions::tanh, Tensor.vector(.4, -2)).toDoubles())
        .containsExactly(new double[] {slope, 0, 0, other}, within(1e-15));
  }

  @Test
  void whatDoesNotDependOnXHasAJacobianOfZeros() {
    Tensor constant = Tensor.parameter(Tensor.vector(1, 2));
    assertThat(Jacobian.of(x -> constant.mul(2), Tensor.vector(5)).toDoubles())
        .containsExactly(0, 0);
  }

  @Test
  void wrongArgumentsAreNamed() {
    Recurrence cell = Recurrence.of(new RNNCell(D, H, DataType.DOUBLE, random()));
    assertThatThrownBy(() -> GradientFlow.of(cell, uniform(random(), 4, D)))
        .hasMessage("x: expected shape [T, B, 2], got [4, 2]");
    assertThatThrownBy(() -> Jacobian.ofSteps(cell, uniform(random(), 4, 3, D)))
        .hasMessage("x: expected shape [T, 1, D], got [4, 3, 2]");
    assertThatThrownBy(() -> Jacobian.product(List.of()))
        .hasMessage("steps: expected at least one matrix, got none");
  }
}
