package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

class SpectrumTest {
  @Test
  void aDiagonalMatrixHasItsNumbersAsSingularValues() {
    assertThat(Spectrum.singularValues(Tensor.of(new double[][] {{.5, 0}, {0, -3}})))
        .containsExactly(new double[] {3, .5}, within(1e-15));
  }

  @Test
  void aRotationNeitherStretchesNorShrinks() {
    double c = Math.cos(.3);
    double s = Math.sin(.3);
    Tensor rotation = Tensor.of(new double[][] {{c, -s}, {s, c}}); // complex eigenvalues
    assertThat(Spectrum.radius(rotation)).isCloseTo(1, within(1e-15));
    assertThat(Spectrum.singularValues(rotation))
        .containsExactly(new double[] {1, 1}, within(1e-15));
  }

  @Test
  void aShearStretchesThoughItsRadiusIsOne() {
    Tensor shear = Tensor.of(new double[][] {{1, 1}, {0, 1}});
    assertThat(Spectrum.radius(shear)).isCloseTo(1, within(1e-7));
    assertThat(Spectrum.singularValues(shear)[0]).isCloseTo((1 + Math.sqrt(5)) / 2, within(1e-14));
  }

  /** The squares of the singular values add up to those of the elements. */
  @Test
  void singularValuesKeepTheFrobeniusNorm() {
    Tensor a = Tensor.uniform(new Random(4), -1, 1, DataType.DOUBLE, 5, 3);
    double[] values = Spectrum.singularValues(a);
    assertThat(values).hasSize(3);
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    assertThat(sum).isCloseTo(a.mul(a).sum().item(), within(1e-13));
  }

  @Test
  void theLecturesRecurrentMatrixHasARadiusOf1point61() {
    Tensor u = Tensor.of(new double[][] {{.1, .2, .3}, {.4, .5, .6}, {.7, .8, .9}});
    assertThat(Spectrum.radius(u)).isCloseTo(1.61, within(5e-3));
  }

  @Test
  void aScaledMatrixHasTheRadiusAskedFor() {
    Tensor u = Tensor.uniform(new Random(5), -1, 1, DataType.FLOAT, 6, 6);
    Tensor scaled = Spectrum.scaledTo(.9, u);
    assertThat(scaled.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(Spectrum.radius(scaled)).isCloseTo(.9, within(1e-6));
  }

  @Test
  void wrongArgumentsAreNamed() {
    Tensor nilpotent = Tensor.of(new double[][] {{0, 1}, {0, 0}});
    assertThatThrownBy(() -> Spectrum.radius(Tensor.of(new double[][] {{1, 2}})))
        .hasMessage("square: expected shape [N, N], got [1, 2]");
    assertThatThrownBy(() -> Spectrum.singularValues(Tensor.vector(1)))
        .hasMessage("matrix: expected shape [M, N], got [1]");
    assertThatThrownBy(() -> Spectrum.scaledTo(.9, nilpotent))
        .hasMessageStartingWith("square: expected an eigenvalue other than zero");
    assertThatThrownBy(() -> Spectrum.scaledTo(-1, Tensor.of(new double[][] {{1}})))
        .hasMessage("radius: expected a positive number, got -1.0");
  }
}
