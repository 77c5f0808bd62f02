package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

class Part2ExercisesTest {
  @Test
  void rightAnswersPassAndSkeletonsDoNot() {
    assertThat(Part2Exercises.stepsUntil(132, 0.9, 1e-6).passed()).isTrue();
    assertThat(Part2Exercises.stepsUntil(131, 0.9, 1e-6).passed()).isFalse();
    assertThat(Part2Exercises.handOver(Tensor::detach).passed()).isTrue();
    assertThat(Part2Exercises.handOver(h -> h).message()).contains("still reaches");
    assertThat(Part2Exercises.handOver(h -> h.detach().mul(0)).message()).contains("same state");
    assertThat(Part2Exercises.gentleRadius(1.05).passed()).isTrue();
    assertThat(Part2Exercises.gentleRadius(0.5).passed()).isFalse();
  }

  @Test
  void theGradientProductIsHeldAgainstTheAutograd() {
    assertThat(
            Part2Exercises.gradientProduct(
                    (w, h0, x) -> {
                      double h = h0;
                      double product = 1;
                      for (double input : x) {
                        h = Math.tanh(w * h + input);
                        product *= w * (1 - h * h);
                      }
                      return product;
                    })
                .passed())
        .isTrue();
    assertThat(Part2Exercises.gradientProduct((w, h0, x) -> Math.pow(w, x.length)).passed())
        .isFalse();
  }

  @Test
  void clippingLeavesShortGradientsAlone() {
    assertThat(
            Part2Exercises.clipping(
                    (g, max) -> {
                      double sum = 0;
                      for (double v : g) {
                        sum += v * v;
                      }
                      double factor = Math.min(1, max / Math.sqrt(sum));
                      for (int i = 0; i < g.length; i++) {
                        g[i] *= factor;
                      }
                      return g;
                    })
                .passed())
        .isTrue();
    assertThat(Part2Exercises.clipping((g, max) -> g).passed()).isFalse();
  }

  @Test
  void anOrthogonalStartReachesFiftySteps() {
    double[][] noise = new double[32][32];
    Random random = new Random(1);
    for (double[] row : noise) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    double[][] q = new QRDecomposition(new Array2DRowRealMatrix(noise)).getQ().getData();
    assertThat(
            Part2Exercises.farReach(
                    cell -> cell.recurrent().weight().assign(Tensor.of(q, DataType.FLOAT)))
                .passed())
        .isTrue();
    assertThat(Part2Exercises.farReach(cell -> {}).passed()).isFalse();
  }
}
