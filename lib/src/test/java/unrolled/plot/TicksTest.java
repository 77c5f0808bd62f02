package unrolled.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import unrolled.plot.Ticks.Tick;

class TicksTest {
  private static Scale linear(double min, double max) {
    return Scale.of(Axis.of(""), new Range(min, max));
  }

  private static Scale logarithmic(double min, double max) {
    return Scale.of(Axis.of("").asLogarithmic(), new Range(min, max));
  }

  private static List<String> labels(Scale scale, double most) {
    return Ticks.of(scale, most).stream().map(Tick::label).toList();
  }

  @Test
  void numbersAreMarkedAtRoundValues() {
    assertThat(labels(linear(-0.1, 4.3), 5)).containsExactly("0", "1", "2", "3", "4");
    assertThat(labels(linear(0, 2600), 6))
        .containsExactly("0", "500", "1,000", "1,500", "2,000", "2,500");
    assertThat(labels(linear(0, 0.03), 3)).containsExactly("0.00", "0.01", "0.02", "0.03");
  }

  @Test
  void largeAndTinyNumbersOfAnAxisShareOnePowerOfTen() {
    assertThat(labels(linear(0, 16.4e6), 5)).containsExactly("0", "5·10⁶", "10·10⁶", "15·10⁶");
    assertThat(labels(linear(0, 4e-5), 4))
        .containsExactly("0", "10·10⁻⁶", "20·10⁻⁶", "30·10⁻⁶", "40·10⁻⁶");
    assertThat(labels(linear(9e5, 1.1e6), 2)).containsExactly("0.9·10⁶", "1.0·10⁶", "1.1·10⁶");
  }

  @Test
  void manyDecadesAreMarkedAtPowersOfTen() {
    assertThat(labels(logarithmic(1e-4, 100), 10))
        .containsExactly("10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1", "10¹", "10²");
    assertThat(labels(logarithmic(1000, 4e6), 10))
        .containsExactly("1,000", "10,000", "100,000", "1,000,000");
    assertThat(labels(logarithmic(1e-18, 1), 7)).contains("10⁻¹⁸", "10⁻⁹", "1").hasSizeLessThan(8);
  }

  @Test
  void aFewDecadesAreMarkedInBetweenToo() {
    assertThat(labels(logarithmic(1, 10), 6)).containsExactly("1", "2", "5", "10");
  }

  @Test
  void charactersThatPrintNothingAreMadeVisible() {
    Scale scale = Scale.ofCells(Axis.of("", List.of("a", " ", "\n", "a")), false);
    assertThat(labels(scale, 10)).containsExactly("a", "␣", "⏎", "a");
    assertThat(labels(scale, 2)).containsExactly("a", "⏎");
  }

  @Property
  void marksAscendWithinTheAxisAndFitItsRoom(
      @ForAll @DoubleRange(min = -1e9, max = 1e9) double min,
      @ForAll @net.jqwik.api.constraints.Scale(6) @DoubleRange(min = 1e-6, max = 1e9) double span,
      @ForAll @IntRange(min = 2, max = 20) int most) {
    List<Tick> ticks = Ticks.of(linear(min, min + span), most);
    assertThat(ticks).hasSizeBetween(0, most + 1);
    assertThat(ticks).extracting(Tick::value).isSorted();
    double slack = span * 1e-6 + Math.abs(min) * 1e-9;
    assertThat(ticks).allMatch(t -> t.value() >= min - slack && t.value() <= min + span + slack);
  }

  @Test
  void numbersAreWrittenAsPeopleDo() {
    assertThat(List.of(Numbers.brief(2.482), Numbers.brief(131072), Numbers.brief(0)))
        .containsExactly("2.482", "131,072", "0");
    assertThat(List.of(Numbers.brief(7.9e-31), Numbers.brief(-1e-9), Numbers.brief(1e7)))
        .containsExactly("7.9·10⁻³¹", "-10⁻⁹", "10⁷");
    assertThat(List.of(Numbers.brief(Double.NaN), Numbers.brief(Double.NEGATIVE_INFINITY)))
        .containsExactly("NaN", "-∞");
  }

  @Test
  void fewerDigitsNeverLoseThoseBeforeThePoint() {
    assertThat(List.of(Numbers.brief(0.25238, 3), Numbers.brief(0.9998, 2)))
        .containsExactly("0.252", "1");
    assertThat(List.of(Numbers.brief(131.62, 2), Numbers.brief(7.94e-31, 2)))
        .containsExactly("132", "7.9·10⁻³¹");
  }
}
