package unrolled.grade;

import static org.assertj.core.api.Assertions.assertThat;

import answers.A1Wrong;
import answers.A2Wrong;
import answers.A3Wrong;
import answers.A4Wrong;
import answers.A5ModelWrong;
import answers.A5Wrong;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of typical wrong answers as a whole; that each gets its message is tested by task. */
class MisconceptionsTest {
  private static final List<Map<String, ?>> TABLE =
      List.of(
          A1Wrong.steps(),
          A1Wrong.unrolls(),
          A1Wrong.counts(),
          A1Wrong.manyToOne(),
          A1Wrong.manyToMany(),
          A1Wrong.oneToMany(),
          A1Wrong.encoderDecoder(),
          A2Wrong.throughTanhs(),
          A2Wrong.throughSteps(),
          A2Wrong.truncateds(),
          A2Wrong.clips(),
          A3Wrong.joins(),
          A3Wrong.gates(),
          A3Wrong.candidates(),
          A3Wrong.steps(),
          A3Wrong.unrolls(),
          A3Wrong.gradients(),
          A4Wrong.mixes(),
          A4Wrong.resetBefore(),
          A4Wrong.sizes(),
          A4Wrong.summaries(),
          A4Wrong.boths(),
          A5Wrong.encodes(),
          A5Wrong.decodes(),
          A5Wrong.chunks(),
          A5Wrong.temperatures(),
          A5ModelWrong.streams(),
          A5ModelWrong.trainings());

  private final Set<String> ids =
      TABLE.stream().map(Map::keySet).flatMap(Collection::stream).collect(Collectors.toSet());

  @Test
  void theTableHoldsWellOverTwentyFiveMisconceptions() {
    assertThat(ids).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void everyTaskHasAWrongAnswerWithAMessageOfItsOwn() {
    assertThat(TABLE).allSatisfy(task -> assertThat(task).isNotEmpty());
  }

  @Test
  void theClassicOnesAreInIt() {
    assertThat(ids)
        .contains(
            "shape",
            "transposed",
            "transposed-product",
            "bias-forgotten",
            "tanh-for-sigmoid",
            "forget-and-input-swapped",
            "output-and-forget-swapped",
            "output-and-input-swapped",
            "joined-in-wrong-order", // z = [x, h] for [h, x]
            "update-inverted", // the update gate z the wrong way round
            "not-cut"); // no detach
  }
}
