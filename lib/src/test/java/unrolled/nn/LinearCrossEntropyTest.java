package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static unrolled.autograd.Functions.softmaxCrossEntropy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.DropoutMask;
import unrolled.compute.Team;

/** The fused loss against the same loss made of its parts. */
final class LinearCrossEntropyTest {
  private static final int H = 7;
  private static final int V = 5;

  @ParameterizedTest(name = "{0} T {1} B {2}")
  @CsvSource({"DOUBLE,1,1", "DOUBLE,3,3", "DOUBLE,5,16", "FLOAT,1,1", "FLOAT,3,3", "FLOAT,5,16"})
  void valueAndGradientsAreThoseOfItsParts(DataType type, int steps, int streams) {
    Random random = new Random(steps);
    Linear linear = new Linear(H, V, type, random);
    Tensor x = Tensor.parameter(Tensor.uniform(random, -2, 2, type, steps, streams, H));
    int[][] targets = targets(random, steps, streams);
    double tolerance = type == DataType.FLOAT ? 1e-6 : 1e-14;

    Tensor parts = softmaxCrossEntropy(linear.forward(x), targets);
    parts.mul(3).backward();
    double[][] expected = gradients(linear, x);
    Tensor fused = new LinearCrossEntropy(linear).mean(x, targets);
    fused.mul(3).backward();
    double[][] got = gradients(linear, x);

    assertThat(fused.item()).isCloseTo(parts.item(), within(tolerance));
    for (int k = 0; k < got.length; k++) {
      assertThat(got[k]).containsExactly(expected[k], within(tolerance));
    }
  }

  @Test
  void whatIsDroppedHasNoGradientAndTheRestIsScaledUp() {
    Random random = new Random(1);
    Linear linear = new Linear(H, V, DataType.DOUBLE, random);
    Tensor x = Tensor.parameter(Tensor.uniform(random, 1, 2, DataType.DOUBLE, 4, 6, H));
    int[][] targets = targets(random, 4, 6);
    DropoutMask mask = DropoutMask.of(0.5, 7);
    double[] scale = new double[4 * 6 * H];
    double[] ones = x.toDoubles();
    java.util.Arrays.fill(ones, 1);
    for (int r = 0; r < 24; r++) {
      mask.apply(r, ones, r * H, scale, r * H, H);
    }
    assertThat(scale).contains(0, 2).containsOnly(0, 2);

    Tensor masked = x.mul(Tensor.of(scale, 4, 6, H));
    Tensor parts = softmaxCrossEntropy(linear.forward(masked), targets);
    parts.backward();
    double[][] expected = gradients(linear, x);
    Tensor fused = new LinearCrossEntropy(linear).mean(x, targets, mask);
    fused.backward();
    double[][] got = gradients(linear, x);

    assertThat(fused.item()).isCloseTo(parts.item(), within(1e-14));
    for (int k = 0; k < got.length; k++) {
      assertThat(got[k]).containsExactly(expected[k], within(1e-14));
    }
  }

  @Test
  void aTeamComputesTheSameBits() {
    Random random = new Random(2);
    Linear linear = new Linear(H, V, DataType.FLOAT, random);
    Tensor x = Tensor.parameter(Tensor.uniform(random, -1, 1, DataType.FLOAT, 5, 9, H));
    int[][] targets = targets(random, 5, 9);
    LinearCrossEntropy loss = new LinearCrossEntropy(linear);
    loss.mean(x, targets, DropoutMask.of(0.3, 1)).backward();
    double[][] alone = gradients(linear, x);
    try (Team team = Team.of(3)) {
      loss.computeWith(team);
      loss.mean(x, targets, DropoutMask.of(0.3, 1)).backward();
    }
    assertThat(gradients(linear, x)).isDeepEqualTo(alone);
  }

  @Test
  void withoutGradientTheValueIsTheSame() {
    Random random = new Random(3);
    Linear linear = new Linear(H, V, DataType.FLOAT, random);
    Tensor x = Tensor.uniform(random, -1, 1, DataType.FLOAT, 2, 3, H);
    int[][] targets = targets(random, 2, 3);
    LinearCrossEntropy loss = new LinearCrossEntropy(linear);
    double recorded = loss.mean(x, targets).item();
    NoGradient.run(() -> assertThat(loss.mean(x, targets).item()).isEqualTo(recorded));
  }

  @Test
  void extremeLogitsStayFinite() {
    Linear linear =
        Linear.of(Tensor.of(new float[] {1000, -1000}, 2, 1), Tensor.of(new float[2], 2));
    Tensor x = Tensor.of(new float[] {1, 1}, 2, 1, 1);
    assertThat(new LinearCrossEntropy(linear).mean(x, new int[][] {{0}, {1}}).item())
        .isEqualTo(1000);
  }

  @Test
  void wrongShapesAndTargetsAreNamed() {
    Random random = new Random(4);
    LinearCrossEntropy loss = new LinearCrossEntropy(new Linear(H, V, DataType.FLOAT, random));
    Tensor x = Tensor.zeros(DataType.FLOAT, 2, 3, H);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.mean(Tensor.zeros(DataType.FLOAT, 2, 3, 4), new int[2][3]))
        .withMessage("x: expected shape [T, B, 7], got [2, 3, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.mean(x, new int[1][3]))
        .withMessage("targets: expected 2 steps, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.mean(x, new int[2][4]))
        .withMessage("targets: expected 3 streams at every step, got 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.mean(x, new int[][] {{0, 1, 2}, {3, 5, 0}}))
        .withMessage("targets: expected 0 to 4, got 5");
  }

  private static int[][] targets(Random random, int steps, int streams) {
    int[][] targets = new int[steps][streams];
    for (int[] row : targets) {
      for (int b = 0; b < streams; b++) {
        row[b] = random.nextInt(V);
      }
    }
    return targets;
  }

  /** Takes the gradients and forgets them. */
  private static double[][] gradients(Linear linear, Tensor x) {
    double[][] gradients = {
      x.gradient().toDoubles(),
      linear.weight().gradient().toDoubles(),
      linear.bias().gradient().toDoubles()
    };
    x.zeroGradient();
    linear.zeroGradients();
    return gradients;
  }
}
