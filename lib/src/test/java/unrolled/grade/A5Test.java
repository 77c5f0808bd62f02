package unrolled.grade;

import answers.A5ModelRight;
import answers.A5ModelWrong;
import answers.A5Right;
import answers.A5Wrong;
import org.junit.jupiter.api.Test;

class A5Test {
  @Test
  void rightAnswersInEveryStylePass() {
    Tables.right(A5Right.encodes(), A5Text::encode);
    Tables.right(A5Right.decodes(), A5Text::decode);
    Tables.right(A5Right.chunks(), A5Text::chunk);
    Tables.right(A5Right.temperatures(), A5Model::temperature);
    Tables.right(A5ModelRight.streams(), A5Model::stream);
  }

  @Test
  void aShortTrainingIsEnoughWhateverTheText() {
    int seeds = Math.max(1, Tables.SEEDS / 20); // each trains for seconds
    Tables.right(A5ModelRight.trainings(), A5Model::training, seeds);
  }

  @Test
  void eachMisconceptionGetsItsOwnMessage() {
    Tables.wrong(A5Wrong.encodes(), A5Text::encode);
    Tables.wrong(A5Wrong.decodes(), A5Text::decode);
    Tables.wrong(A5Wrong.chunks(), A5Text::chunk);
    Tables.wrong(A5Wrong.temperatures(), A5Model::temperature);
    Tables.wrong(A5ModelWrong.streams(), A5Model::stream);
    Tables.wrong(A5ModelWrong.trainings(), A5Model::training);
  }
}
