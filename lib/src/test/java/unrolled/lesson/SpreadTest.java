package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void theMedianIsTheOneInTheMiddleOrTheMeanOfTheTwoThere() {
    assertThat(Spread.of(9, 1, 2).median()).isEqualTo(2);
    assertThat(Spread.of(9, 1, 2, 4).median()).isEqualTo(3);
    assertThat(Spread.of(7).median()).isEqualTo(7);
  }

  @Property
  void asManyFiguresLieAboveTheMedianAsBelow(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -1e6, max = 1e6) Double> drawn) {
    double[] figures = drawn.stream().mapToDouble(v -> v).toArray();
    double median = Spread.of(figures).median();
    long above = Arrays.stream(figures).filter(v -> v > median).count();
    long below = Arrays.stream(figures).filter(v -> v < median).count();
    assertThat(above).isLessThanOrEqualTo(figures.length / 2);
    assertThat(below).isLessThanOrEqualTo(figures.length / 2);
    assertThat(median).isBetween(Spread.of(figures).min(), Spread.of(figures).max());
  }

  @Test
  void theDeviationIsThatOfASample() {
    assertThat(Spread.of(1, 2, 3).deviation()).isEqualTo(1, within(1e-12));
    assertThat(Spread.of(5).deviation()).isZero();
  }
}
