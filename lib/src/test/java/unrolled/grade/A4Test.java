package unrolled.grade;

import answers.A4Right;
import answers.A4Wrong;
import org.junit.jupiter.api.Test;

class A4Test {
  private static Task before(A4.Step answer) {
    return A4Cell.step("reset before", answer, false);
  }

  @Test
  void rightAnswersInEveryStylePass() {
    Tables.right(A4Right.mixes(), A4Cell::mix);
    Tables.right(A4Right.resetBefore(), A4Test::before);
    Tables.right(A4Right.resetAfter(), step -> A4Cell.step("reset after", step, true));
    Tables.right(A4Right.sizes(), A4Comparison::size);
    Tables.right(A4Right.summaries(), A4Comparison::summary);
    Tables.right(A4Right.boths(), A4Comparison::bidirectional);
  }

  @Test
  void eachMisconceptionGetsItsOwnMessage() {
    Tables.wrong(A4Wrong.mixes(), A4Cell::mix);
    Tables.wrong(A4Wrong.resetBefore(), A4Test::before);
    Tables.wrong(A4Wrong.sizes(), A4Comparison::size);
    Tables.wrong(A4Wrong.summaries(), A4Comparison::summary);
    Tables.wrong(A4Wrong.boths(), A4Comparison::bidirectional);
  }
}
