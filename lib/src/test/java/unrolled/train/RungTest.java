package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import unrolled.compute.CellKind;

final class RungTest {
  @ParameterizedTest
  @CsvSource({
    "0, ONE_MINUTE",
    "1, ONE_MINUTE",
    "2, ONE_MINUTE",
    "3, THREE_MINUTES",
    "9.99, THREE_MINUTES",
    "10, TEN_MINUTES",
    "59, TEN_MINUTES",
    "60, SIXTY_MINUTES",
    "600, SIXTY_MINUTES"
  })
  void theHighestRungThatTheMinutesSufficeForIsTaken(double minutes, Rung expected) {
    assertThat(Rung.of(minutes)).isEqualTo(expected);
  }

  @Test
  void moreTimeNeverMeansASmallerModelOrLessDropout() {
    List<ModelShape> shapes =
        Stream.of(Rung.values()).map(rung -> rung.shape(CellKind.LSTM)).toList();
    for (int k = 1; k < shapes.size(); k++) {
      ModelShape less = shapes.get(k - 1);
      ModelShape more = shapes.get(k);
      assertThat(more.hidden()).isGreaterThanOrEqualTo(less.hidden());
      assertThat(more.dropout()).isGreaterThanOrEqualTo(less.dropout());
      assertThat(more.recurrentDropout()).isGreaterThanOrEqualTo(less.recurrentDropout());
    }
  }
}
