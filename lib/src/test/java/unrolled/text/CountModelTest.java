package unrolled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class CountModelTest {
  /** abracadabra */
  private static final int[] MAGIC = {0, 1, 4, 0, 2, 0, 3, 0, 1, 4, 0};

  @Test
  void additiveCountsAreTheFormulas() {
    // 5 of 11 characters are an a; behind the four a that have a successor stand b, c, d, b.
    assertThat(CountModel.additive(MAGIC, 5, 0, 1).distribution()[0]).isEqualTo(6 / 16.0);
    assertThat(CountModel.additive(MAGIC, 5, 1, 0.5).distribution(0))
        .containsExactly(
            new double[] {0.5 / 6.5, 2.5 / 6.5, 1.5 / 6.5, 1.5 / 6.5, 0.5 / 6.5}, within(1e-15));
  }

  @Test
  void wittenBellIsTheFormula() {
    double unigramOfB = (2 + 5 * (1 / 5.0)) / (11 + 5);
    double bBehindA = (2 + 3 * unigramOfB) / (4 + 3);
    assertThat(CountModel.of(MAGIC, 5, 0).distribution()[1]).isEqualTo(unigramOfB, within(1e-15));
    assertThat(CountModel.of(MAGIC, 5, 1).distribution(0)[1]).isEqualTo(bBehindA, within(1e-15));
  }

  @Test
  void wittenBellFallsBackWhereNothingWasSeen() {
    assertThat(CountModel.of(MAGIC, 6, 2).distribution(5, 5))
        .isEqualTo(CountModel.of(MAGIC, 6, 0).distribution());
  }

  @Test
  void contextsAsLongAsTheModelsAreUsedAndNoLonger() {
    CountModel model = CountModel.of(MAGIC, 5, 2);
    assertThat(model.distribution(3, 0, 1)).isEqualTo(model.distribution(0, 1));
    assertThat(model.distribution(0, 1)).isNotEqualTo(model.distribution(1));
  }

  @Property(tries = 200)
  void everyDistributionSumsToOne(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 3) Integer> training,
      @ForAll @Size(max = 6) List<@IntRange(max = 3) Integer> context,
      @ForAll @IntRange(max = 4) int contextLength) {
    int[] ids = ids(training);
    for (CountModel model :
        List.of(
            CountModel.of(ids, 4, contextLength),
            CountModel.additive(ids, 4, contextLength, 0.1))) {
      double[] distribution = model.distribution(ids(context));
      assertThat(DoubleStream.of(distribution).sum()).isEqualTo(1, within(1e-12));
      assertThat(distribution).hasSize(4).doesNotContain(0);
    }
  }

  @Property(tries = 200)
  void theLossIsTheMeanOfMinusLnP(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 3) Integer> training,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 3) Integer> text) {
    CountModel model = CountModel.of(ids(training), 4, 3);
    int[] validation = ids(text);
    double sum = 0;
    for (int i = 0; i < validation.length; i++) {
      double p = model.distribution(Arrays.copyOf(validation, i))[validation[i]];
      sum -= Math.log(p);
    }
    assertThat(model.loss(validation)).isEqualTo(sum / validation.length, within(1e-12));
  }

  @Test
  void nothingCountedIsUniform() {
    assertThat(CountModel.uniform(65)).isEqualTo(4.174, within(0.001));
    assertThat(CountModel.additive(MAGIC, 5, 2, 1).distribution(1, 1)).containsOnly(0.2);
  }

  @Test
  void aVocabularyOfAllOfUnicodeHasCountsToo() {
    String everything = Character.toString(0x4E00).repeat(30) + rangeOf(0x4E00, 0x4E00 + 20_000);
    assertThat(Baseline.of(Corpus.of(everything)))
        .allSatisfy(baseline -> assertThat(baseline.loss()).isPositive().isFinite());
  }

  @Test
  void whatCannotBeCountedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountModel.of(MAGIC, 4, 1))
        .withMessage("training: expected ids 0 to 3, got 4 at position 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountModel.of(MAGIC, 65, 10))
        .withMessage("contextLength: expected 0 to 9 for 65 different characters, got 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountModel.of(new int[0], 5, 1))
        .withMessage("training: expected at least one character, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountModel.additive(MAGIC, 5, 1, 0))
        .withMessage("added: expected a number above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CountModel.of(MAGIC, 5, 1).loss(new int[] {5}))
        .withMessage("validation: expected ids 0 to 4, got 5 at position 0");
    assertThatIllegalArgumentException().isThrownBy(() -> CountModel.uniform(0));
  }

  private static String rangeOf(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int codePoint = from; codePoint < to; codePoint++) {
      text.appendCodePoint(codePoint);
    }
    return text.toString();
  }

  private static int[] ids(List<Integer> ids) {
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
