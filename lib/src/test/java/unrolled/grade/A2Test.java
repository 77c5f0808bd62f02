package unrolled.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import answers.A2Right;
import answers.A2Wrong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import unrolled.autograd.Tensor;

class A2Test {
  @Test
  void rightAnswersInEveryStylePass() {
    Tables.right(A2Right.throughTanhs(), A2Backward::throughTanh);
    Tables.right(A2Right.throughSteps(), A2Backward::throughStep);
    Tables.right(A2Right.truncateds(), A2Truncated::truncated);
    Tables.right(A2Right.clips(), A2Truncated::clip);
  }

  @Test
  void eachMisconceptionGetsItsOwnMessage() {
    Tables.wrong(A2Wrong.throughTanhs(), A2Backward::throughTanh);
    Tables.wrong(A2Wrong.throughSteps(), A2Backward::throughStep);
    Tables.wrong(A2Wrong.truncateds(), A2Truncated::truncated);
    Tables.wrong(A2Wrong.clips(), A2Truncated::clip);
  }

  @Test
  void eachGradientEarnsItsOwnPoints() {
    assertThat(A2Right.backwards()).hasSizeGreaterThanOrEqualTo(Tables.STYLES);
    for (int seed = 0; seed < Tables.SEEDS; seed++) {
      for (A2.Backward right : A2Right.backwards()) {
        assertThat(points(right, seed)).isEqualTo(5);
      }
      assertThat(points(A2Wrong.newStateForOld(), seed)).isEqualTo(3);
      assertThat(Tables.finding(random -> points(A2Wrong.notCarried(), random), seed))
          .isEqualTo("gradient-not-carried");
    }
  }

  private static double points(A2.Backward answer, long seed) {
    return A2Backward.backward(answer).grade(new SplittableRandom(seed), false);
  }

  @Test
  void theOracleOfTheBackwardPassAgreesWithTheAutograd() {
    A2Backward.Tape tape = new A2Backward.Tape(new Draw(new SplittableRandom(5)));
    A2.Gradients ours = tape.gradients(A2Backward.Slip.NONE);
    Tensor u = Tensor.parameter(Tensor.of(tape.u));
    // h_t is given, so tanh's argument is known; the loss is the sum of dh_t * h_t.
    Tensor h = Tensor.zeros(u.dataType(), 1, tape.u.length);
    Tensor loss = Tensor.scalar(0);
    for (int t = 0; t < tape.x.length; t++) {
      double[][] before = {t == 0 ? new double[tape.u.length] : tape.h[t - 1]};
      double[][] fromInput =
          Plain.zip(
              Plain.map(new double[][] {tape.h[t]}, v -> 0.5 * Math.log((1 + v) / (1 - v))),
              Plain.affine(before, tape.u, null),
              (a, b) -> a - b);
      h = unrolled.autograd.Functions.tanh(h.matmul(u.transpose()).add(Tensor.of(fromInput)));
      loss = loss.add(h.mul(Tensor.of(new double[][] {tape.dh[t]})).sum());
    }
    loss.backward();
    double worst = Numbers.of(u.gradient()).worst(Numbers.of(ours.u()));
    assertThat(worst).isCloseTo(0, within(1e-9));
  }
}
