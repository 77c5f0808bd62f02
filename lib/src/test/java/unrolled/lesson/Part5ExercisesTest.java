package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Part5ExercisesTest {
  @Test
  void theCacheHasKeysAndValuesInEveryLayer() {
    assertThat(Part5Exercises.cacheBytes((l, d, n) -> 8L * l * d * n).passed()).isTrue();
    assertThat(Part5Exercises.cacheBytes((l, d, n) -> 4L * l * d * n).passed()).isFalse();
    assertThat(Part5Exercises.cacheBytes((l, d, n) -> 0).passed()).isFalse();
  }

  @Test
  void oneSizeIsTheLargestThatFits() {
    assertThat(Part5Exercises.largestCell(14).passed()).isTrue();
    assertThat(Part5Exercises.largestCell(13).message()).contains("a larger one fits too");
    assertThat(Part5Exercises.largestCell(15).message()).contains("and there are 2048");
    assertThat(Part5Exercises.largestCell(0).passed()).isFalse();
  }

  @Test
  void stepsAreJoinedInTheRightOrder() {
    assertThat(Part5Exercises.joined(Affine::then).passed()).isTrue();
    assertThat(Part5Exercises.joined((first, next) -> next.then(first)).passed()).isFalse();
    assertThat(Part5Exercises.joined((first, next) -> first).passed()).isFalse();
  }

  private static double[] look(double[] q, double[][] k, double[][] v, double scale) {
    double sum = 0;
    double[] y = new double[v[0].length];
    for (int s = 0; s < k.length; s++) {
      double fit = 0;
      for (int a = 0; a < q.length; a++) {
        fit += q[a] * k[s][a];
      }
      double weight = Math.exp(fit * scale);
      sum += weight;
      for (int e = 0; e < y.length; e++) {
        y[e] += weight * v[s][e];
      }
    }
    for (int e = 0; e < y.length; e++) {
      y[e] /= sum;
    }
    return y;
  }

  @Test
  void attentionIsScaledAndNormalised() {
    assertThat(
            Part5Exercises.attention((q, k, v) -> look(q, k, v, 1 / Math.sqrt(q.length))).passed())
        .isTrue();
    assertThat(Part5Exercises.attention((q, k, v) -> look(q, k, v, 1)).passed()).isFalse();
    assertThat(Part5Exercises.attention((q, k, v) -> v[0]).passed()).isFalse();
  }

  @Test
  void attentionWithoutSoftmaxIsARecurrence() {
    assertThat(
            Part5Exercises.linearAttention(
                    (memory, q, k, v) -> {
                      double[] y = new double[v.length];
                      for (int a = 0; a < q.length; a++) {
                        for (int e = 0; e < y.length; e++) {
                          memory[a][e] += k[a] * v[e];
                          y[e] += q[a] * memory[a][e];
                        }
                      }
                      return y;
                    })
                .passed())
        .isTrue();
    assertThat(Part5Exercises.linearAttention((memory, q, k, v) -> v).passed()).isFalse();
    assertThat(Part5Exercises.linearAttention((memory, q, k, v) -> null).passed()).isFalse();
  }
}
