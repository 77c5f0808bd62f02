package unrolled.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import unrolled.train.Sampler;

/** The page sampling draws as a {@link Sampler} draws. */
final class SamplingPageTest {
  private static final int CASES = 200;

  @Test
  void thePageAndTheSamplerAgreeOnRandomLogits() throws Exception {
    Random random = new Random(8);
    StringBuilder script = new StringBuilder();
    double[][] expected = new double[CASES][];
    for (int n = 0; n < CASES; n++) {
      // Whole numbers, so that some logits are equal and the edge of the top k is not clear-cut.
      double[] logits = random.doubles(12, -4, 4).map(n % 2 == 0 ? Math::rint : v -> v).toArray();
      double temperature = n % 10 == 0 ? 0 : random.nextDouble(0.1, 3);
      int top = random.nextInt(13);
      double u = random.nextDouble();
      Sampler sampler = new Sampler(temperature, top);
      expected[n] = Arrays.copyOf(sampler.probabilities(logits), 13);
      expected[n][12] = sampler.draw(logits, always(u));
      script.append(
          String.format(
              Locale.ROOT,
              "(function () { var p = probabilities(%s, %s, %d);"
                  + " console.log(p.concat(drawn(p, %s)).join(' ')); })();%n",
              Arrays.toString(logits),
              temperature,
              top,
              u));
    }
    List<double[]> answers = PageFormulas.run("sampling", script.toString());
    assertThat(answers).hasSize(CASES);
    for (int n = 0; n < CASES; n++) {
      assertThat(answers.get(n)).as("case %d", n).containsExactly(expected[n], within(1e-12));
    }
  }

  private static RandomGenerator always(double u) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new AssertionError("a draw takes one double");
      }

      @Override
      public double nextDouble() {
        return u;
      }
    };
  }
}
