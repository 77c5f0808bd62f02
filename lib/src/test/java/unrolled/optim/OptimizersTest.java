package unrolled.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

final class OptimizersTest {
  private static Tensor parameter(DataType type, double... values) {
    return Tensor.parameter(Tensor.vector(type, values));
  }

  private static void gradient(Tensor parameter, double... values) {
    parameter.zeroGradient();
    parameter.accumulateGradient(Tensor.vector(parameter.dataType(), values));
  }

  private static double tolerance(DataType type) {
    return type == DataType.FLOAT ? 1e-6 : 1e-14;
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void plainDescentSubtractsRateTimesGradient(DataType type) {
    Tensor w = parameter(type, 1, -2);
    gradient(w, 0.5, 4);
    new SGD(List.of(w)).step(0.1);
    assertThat(w.toDoubles()).containsExactly(new double[] {0.95, -2.4}, within(tolerance(type)));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void momentumGathersSpeed(DataType type) {
    Tensor w = parameter(type, 0);
    SGD sgd = new SGD(List.of(w), 0.9);
    gradient(w, 1);
    sgd.step(0.1); // v = 1, w = -0.1
    sgd.step(0.1); // v = 1.9, w = -0.29
    sgd.step(0.1); // v = 2.71, w = -0.561
    assertThat(w.toDoubles()[0]).isCloseTo(-0.561, within(tolerance(type)));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void adamFollowsTheNumbersWorkedOutByHand(DataType type) {
    Tensor w = parameter(type, 1);
    Adam adam = new Adam(List.of(w));
    gradient(w, 2);
    adam.step(0.1);
    // m = 0.2, v = 0.004; corrected 2 and 4: a step of the rate itself
    assertThat(w.toDoubles()[0]).isCloseTo(0.9, within(type == DataType.FLOAT ? 1e-6 : 1e-9));
    gradient(w, -1);
    adam.step(0.1);
    // m = 0.18 - 0.1 = 0.08, / 0.19 = 0.4210526; v = 0.003996 + 0.001 = 0.004996, / 0.001999 =
    // 2.4992496, whose root is 1.5809015; the step is 0.1 * 0.2663370
    assertThat(w.toDoubles()[0]).isCloseTo(0.9 - 0.02663370, within(1e-6));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void adamsFirstStepHasTheRatesSizeWhateverTheGradients(DataType type) {
    Tensor w = parameter(type, 0, 0, 0);
    gradient(w, 1e-4, 1, -1e4);
    new Adam(List.of(w)).step(0.01);
    assertThat(w.toDoubles()).containsExactly(new double[] {-0.01, -0.01, 0.01}, within(2e-6));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void decayShrinksWeightsBesideAdamsStep(DataType type) {
    Tensor decayed = parameter(type, 10);
    Tensor plain = parameter(type, 10);
    gradient(decayed, 3);
    gradient(plain, 3);
    new AdamW(List.of(decayed), 0.5).step(0.1);
    new Adam(List.of(plain)).step(0.1);
    assertThat(decayed.toDoubles()[0])
        .isCloseTo(plain.toDoubles()[0] - 10 * 0.1 * 0.5, within(2e-6));
  }

  @Test
  void withoutDecayAdamWIsAdam() {
    Tensor a = parameter(DataType.DOUBLE, 1, 2);
    Tensor b = parameter(DataType.DOUBLE, 1, 2);
    Adam adam = new Adam(List.of(a));
    AdamW adamW = new AdamW(List.of(b), 0);
    for (int step = 1; step <= 5; step++) {
      gradient(a, step, -step);
      gradient(b, step, -step);
      adam.step(0.1);
      adamW.step(0.1);
    }
    assertThat(b.toDoubles()).isEqualTo(a.toDoubles());
  }

  @Test
  void eachFindsTheBottomOfABowl() {
    List<Function<List<Tensor>, Optimizer>> makers =
        List.of(SGD::new, p -> new SGD(p, 0.5), Adam::new, p -> new AdamW(p, 1e-6));
    for (Function<List<Tensor>, Optimizer> maker : makers) {
      Tensor w = parameter(DataType.DOUBLE, 3, -4);
      Optimizer optimizer = maker.apply(List.of(w));
      for (int step = 0; step < 500; step++) {
        w.zeroGradient();
        w.mul(w).sum().backward();
        optimizer.step(0.05);
      }
      assertThat(w.toDoubles()).containsExactly(new double[] {0, 0}, within(1e-2));
    }
  }

  @Test
  void aStepThatClipsAsItReadsIsClippingThenAStep() {
    List<Function<List<Tensor>, Optimizer>> makers =
        List.of(SGD::new, p -> new SGD(p, 0.5), Adam::new, p -> new AdamW(p, 0.1));
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      for (Function<List<Tensor>, Optimizer> maker : makers) {
        Tensor a = parameter(type, 3, -4);
        Tensor b = parameter(type, 3, -4);
        Optimizer twoWalks = maker.apply(List.of(a));
        Optimizer oneWalk = maker.apply(List.of(b));
        for (int step = 1; step <= 3; step++) {
          gradient(a, 6 * step, -8 * step);
          gradient(b, 6 * step, -8 * step);
          double norm = Clip.byGlobalNorm(List.of(a), 5);
          twoWalks.step(0.1);
          assertThat(Clip.globalNorm(List.of(b))).isEqualTo(norm);
          oneWalk.step(0.1, Clip.factor(norm, 5));
        }
        assertThat(b.toDoubles()).containsExactly(a.toDoubles(), within(1e-6));
        assertThat(b.toDoubles()[0]).isNotEqualTo(3);
      }
    }
  }

  @Test
  void aParameterWithoutGradientStaysWhereItIs() {
    Tensor w = parameter(DataType.DOUBLE, 1);
    new Adam(List.of(w)).step(1);
    new SGD(List.of(w), 0.9).step(1);
    assertThat(w.toDoubles()).containsExactly(1);
  }

  @Test
  void constantsAndWrongNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(List.of(Tensor.vector(1))))
        .withMessageStartingWith("parameters: expected Tensor.parameter(...), got a constant");
    Tensor w = parameter(DataType.DOUBLE, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SGD(List.of(w), 1))
        .withMessage("momentum: expected a number in [0, 1), got 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW(List.of(w), -1))
        .withMessage("decay: expected at least 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(List.of(w)).step(Double.NaN))
        .withMessage("learningRate: expected at least 0, got NaN");
  }
}
