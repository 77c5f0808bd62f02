package unrolled.grade;

import static org.assertj.core.api.Assertions.assertThat;

import answers.A3Right;
import answers.A3Wrong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class A3Test {
  @Test
  void rightAnswersInEveryStylePass() {
    Tables.right(A3Right.joins(), A3Cell::controlVector);
    Tables.right(A3Right.gates(), gate -> A3Cell.gate("forget gate", gate));
    Tables.right(A3Right.candidates(), A3Cell::candidate);
    Tables.right(A3Right.steps(), A3Cell::step);
    Tables.right(A3Right.steps(), A3Cell::chainedSteps);
    Tables.right(A3Right.unrolls(), A3Cell::unroll);
    Tables.right(A3Right.importers(), A3Import::imported);
    Tables.right(A3Right.gradients(), A3Import::numericGradient);
  }

  @Test
  void eachMisconceptionGetsItsOwnMessage() {
    Tables.wrong(A3Wrong.joins(), A3Cell::controlVector);
    Tables.wrong(A3Wrong.gates(), gate -> A3Cell.gate("forget gate", gate));
    Tables.wrong(A3Wrong.candidates(), A3Cell::candidate);
    Tables.wrong(A3Wrong.steps(), A3Cell::step);
    Tables.wrong(A3Wrong.unrolls(), A3Cell::unroll);
    Tables.wrong(A3Wrong.gradients(), A3Import::numericGradient);
  }

  @Test
  void eachGateInTheRightColumnsEarnsAPoint() {
    assertThat(A3Right.splits()).hasSizeGreaterThanOrEqualTo(Tables.STYLES);
    for (A3.Split split : A3Right.splits()) {
      assertThat(A3Import.split(split).grade(new SplittableRandom(1), false)).isEqualTo(4);
    }
    for (int seed = 0; seed < Tables.SEEDS; seed++) {
      PartialTask task = A3Import.split(A3Wrong.pyTorchSplit());
      assertThat(task.grade(new SplittableRandom(seed), false)).isEqualTo(1);
    }
  }
}
