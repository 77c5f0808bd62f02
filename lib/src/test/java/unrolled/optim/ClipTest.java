package unrolled.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

final class ClipTest {
  private static Tensor withGradient(DataType type, double... gradient) {
    Tensor parameter = Tensor.parameter(Tensor.zeros(type, gradient.length));
    parameter.accumulateGradient(Tensor.vector(type, gradient));
    return parameter;
  }

  @Test
  void sixAndEightClippedToFiveAreThreeAndFour() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      Tensor w = withGradient(type, 6, 8);
      assertThat(Clip.byGlobalNorm(List.of(w), 5)).isEqualTo(10);
      assertThat(w.gradient().toDoubles()).containsExactly(new double[] {3, 4}, within(1e-6));
    }
  }

  @Test
  void theNormIsThatOfAllParametersTogether() {
    Tensor a = withGradient(DataType.FLOAT, 6);
    Tensor b = withGradient(DataType.FLOAT, 8);
    Tensor none = Tensor.parameter(Tensor.vector(DataType.FLOAT, 1));
    assertThat(Clip.byGlobalNorm(List.of(a, none, b), 5)).isEqualTo(10);
    assertThat(a.gradient().item()).isCloseTo(3, within(1e-6));
    assertThat(b.gradient().item()).isCloseTo(4, within(1e-6));
  }

  @Property(tries = 200)
  void afterwardsTheNormIsAtMostTheBoundAndTheDirectionIsTheSame(
      @ForAll @Size(5) double[] gradient, @ForAll @DoubleRange(min = 0.01, max = 100) double max) {
    double[] bounded = new double[5];
    for (int j = 0; j < 5; j++) {
      bounded[j] = gradient[j] % 1000;
    }
    Tensor w = withGradient(DataType.DOUBLE, bounded);
    double norm = Clip.byGlobalNorm(List.of(w), max);
    double[] clipped = w.gradient().toDoubles();
    assertThat(Math.sqrt(squares(clipped))).isLessThanOrEqualTo(max * (1 + 1e-12));
    for (int j = 0; j < 5; j++) {
      double factor = norm > max ? max / norm : 1;
      assertThat(clipped[j]).isCloseTo(bounded[j] * factor, within(1e-9));
    }
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  @Test
  void aSmallGradientIsNotTouched() {
    Tensor w = withGradient(DataType.FLOAT, 0.3, 0.4);
    assertThat(Clip.byGlobalNorm(List.of(w), 1)).isCloseTo(0.5, within(1e-6));
    assertThat(w.gradient().floats()).containsExactly(0.3f, 0.4f);
  }

  @Test
  void aBrokenGradientIsReportedAndLeft() {
    Tensor w = withGradient(DataType.FLOAT, Double.NaN, 8);
    assertThat(Clip.byGlobalNorm(List.of(w), 5)).isNaN();
    assertThat(w.gradient().floats()[1]).isEqualTo(8);
  }

  @Test
  void byValueCutsEachNumber() {
    Tensor w = withGradient(DataType.FLOAT, -3, 0.5, 7);
    Clip.byValue(List.of(w), 1);
    assertThat(w.gradient().toDoubles()).containsExactly(-1, 0.5, 1);
  }

  @Test
  void aBoundMustBeAboveZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clip.byGlobalNorm(List.of(), 0))
        .withMessage("maxNorm: expected a number above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clip.byValue(List.of(), -1))
        .withMessage("max: expected a number above 0, got -1.0");
  }
}
