package unrolled.grade;

import answers.A1Right;
import answers.A1Wrong;
import org.junit.jupiter.api.Test;

class A1Test {
  @Test
  void rightAnswersInEveryStylePass() {
    Tables.right(A1Right.steps(), A1Cell::step);
    Tables.right(A1Right.unrolls(), A1Cell::unroll);
    Tables.right(A1Right.counts(), A1Cell::count);
    Tables.right(A1Right.manyToOne(), A1Shapes::manyToOne);
    Tables.right(A1Right.manyToMany(), A1Shapes::manyToMany);
    Tables.right(A1Right.oneToMany(), A1Shapes::oneToMany);
    Tables.right(A1Right.encoderDecoder(), A1Shapes::encoderDecoder);
  }

  @Test
  void eachMisconceptionGetsItsOwnMessage() {
    Tables.wrong(A1Wrong.steps(), A1Cell::step);
    Tables.wrong(A1Wrong.unrolls(), A1Cell::unroll);
    Tables.wrong(A1Wrong.counts(), A1Cell::count);
    Tables.wrong(A1Wrong.manyToOne(), A1Shapes::manyToOne);
    Tables.wrong(A1Wrong.manyToMany(), A1Shapes::manyToMany);
    Tables.wrong(A1Wrong.oneToMany(), A1Shapes::oneToMany);
    Tables.wrong(A1Wrong.encoderDecoder(), A1Shapes::encoderDecoder);
  }
}
