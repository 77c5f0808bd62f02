package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

final class DropoutTest {
  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"0.1,FLOAT", "0.25,FLOAT", "0.5,DOUBLE", "0.9,DOUBLE"})
  void theShareThatIsDroppedIsTheProbabilityAndTheMeanStays(double probability, DataType type) {
    int n = 200_000;
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    Tensor x = Tensor.of(ones, n / 50, 50).to(type);
    double[] kept = Dropout.apply(x, probability, new Random(5)).toDoubles();
    long dropped = Arrays.stream(kept).filter(v -> v == 0).count();
    double deviation = Math.sqrt(probability * (1 - probability) / n);
    assertThat((double) dropped / n).isCloseTo(probability, within(5 * deviation));
    assertThat(Arrays.stream(kept).filter(v -> v != 0).distinct().toArray())
        .hasSize(1)
        .containsExactly(new double[] {1 / (1 - probability)}, within(1e-4 / (1 - probability)));
  }

  @Test
  void neighboursAreDroppedIndependently() {
    int n = 200_000;
    Tensor x = Tensor.of(new double[n], n / 50, 50).add(1);
    double[] kept = Dropout.apply(x, 0.5, new Random(6)).toDoubles();
    for (int distance : new int[] {1, 2, 4, 50}) {
      int both = 0;
      for (int j = 0; j + distance < n; j++) {
        both += kept[j] == 0 && kept[j + distance] == 0 ? 1 : 0;
      }
      assertThat((double) both / n).as("distance " + distance).isCloseTo(0.25, within(0.006));
    }
  }

  @Test
  void theGradientPassesWhatWasKept() {
    Tensor x = Tensor.parameter(Tensor.of(new double[24], 2, 3, 4).add(1));
    Tensor y = Dropout.apply(x, 0.4, new Random(7));
    y.sum().backward();
    assertThat(x.gradient().toDoubles()).isEqualTo(y.toDoubles());
  }

  @Test
  void theSameGeneratorDropsTheSame() {
    Tensor x = Tensor.of(new double[24], 4, 6).add(1);
    double[] once = Dropout.apply(x, 0.4, new Random(8)).toDoubles();
    assertThat(Dropout.apply(x, 0.4, new Random(8)).toDoubles()).isEqualTo(once);
    assertThat(Dropout.apply(x, 0.4, new Random(9)).toDoubles()).isNotEqualTo(once);
  }

  @Test
  void aProbabilityOfOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dropout.apply(Tensor.vector(1), 1, new Random()))
        .withMessage("probability: expected a number in [0, 1), got 1.0");
  }
}
