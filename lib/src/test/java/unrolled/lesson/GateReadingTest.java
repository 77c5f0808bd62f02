package unrolled.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;
import unrolled.compute.CellKind;
import unrolled.text.Vocabulary;
import unrolled.train.CharLanguageModel;
import unrolled.train.ModelShape;

final class GateReadingTest {
  private static final String TEXT = "ab\nabc\n\nb";

  private static CharLanguageModel model(ModelShape shape) {
    return new CharLanguageModel(shape, Vocabulary.of(TEXT), new Random(1));
  }

  @Test
  void theHiddenStatesAreThoseOfTheFastLayer() {
    CharLanguageModel model = model(ModelShape.of(CellKind.LSTM, 3));
    GateReading reading = GateReading.of(model, TEXT);
    int[] ids = model.vocabulary().encode(TEXT);
    int[][] column = Arrays.stream(ids).mapToObj(id -> new int[] {id}).toArray(int[][]::new);
    double[] expected = model.read(column, null).sequence().toDoubles();
    for (int t = 0; t < ids.length; t++) {
      for (int unit = 0; unit < 3; unit++) {
        assertThat(reading.of(GateReading.Part.HIDDEN, unit)[t])
            .isCloseTo(expected[3 * t + unit], within(1e-6));
      }
    }
  }

  @Test
  void gatesAndStatesObeyTheEquations() {
    GateReading r = GateReading.of(model(ModelShape.of(CellKind.LSTM, 3)), TEXT);
    double[] f = r.of(GateReading.Part.FORGET, 2);
    double[] i = r.of(GateReading.Part.INPUT, 2);
    double[] g = r.of(GateReading.Part.CANDIDATE, 2);
    double[] o = r.of(GateReading.Part.OUTPUT, 2);
    double[] c = r.of(GateReading.Part.MEMORY, 2);
    double[] h = r.of(GateReading.Part.HIDDEN, 2);
    for (int t = 0; t < c.length; t++) {
      double last = t == 0 ? 0 : c[t - 1];
      assertThat(c[t]).isCloseTo(f[t] * last + i[t] * g[t], within(1e-6));
      assertThat(h[t]).isCloseTo(o[t] * Math.tanh(c[t]), within(1e-6));
    }
  }

  @Test
  void theClosestUnitIsTheOneThatIsTheQuantity() {
    GateReading reading = GateReading.of(model(ModelShape.of(CellKind.LSTM, 3)), TEXT);
    double[] opposite =
        Arrays.stream(reading.of(GateReading.Part.MEMORY, 1)).map(v -> -v).toArray();
    assertThat(reading.closest(GateReading.Part.MEMORY, opposite)).isEqualTo(1);
    assertThat(reading.correlation(GateReading.Part.MEMORY, 1, opposite))
        .isCloseTo(-1, within(1e-9));
    assertThat(reading.correlation(GateReading.Part.MEMORY, 1, new double[TEXT.length()])).isZero();
  }

  @Test
  void placesInTheLineStartAfreshBehindABreak() {
    assertThat(GateReading.sinceLineBreak(TEXT)).containsExactly(0, 1, 2, 0, 1, 2, 3, 0, 0);
  }

  @Test
  void aQuantityAndAUnitStandSideBySideScaledToOne() {
    GateReading reading = GateReading.of(model(ModelShape.of(CellKind.LSTM, 3)), TEXT);
    double[] opposite =
        Arrays.stream(reading.of(GateReading.Part.MEMORY, 1)).map(v -> -2 * v).toArray();
    Table table = reading.beside(GateReading.Part.MEMORY, 1, "quantity", opposite, 4);
    assertThat(table.intColumn("position").asList()).containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    assertThat(table.stringColumn("what").asList()).startsWith("quantity", "memory of unit 1");
    for (int row = 0; row < table.rowCount(); row += 2) {
      double scaled = table.doubleColumn("scaled").get(row);
      assertThat(table.doubleColumn("scaled").get(row + 1)).isCloseTo(scaled, within(1e-12));
      assertThat(Math.abs(scaled)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void spacesAndLineBreaksCanBeSeen() {
    assertThat(GateReading.visible("a b\n")).containsExactly("a", "·", "b", "¶");
  }

  @Test
  void otherModelsAndEmptyTextsAreRefused() {
    assertThatThrownBy(() -> GateReading.of(model(ModelShape.of(CellKind.RNN, 3)), TEXT))
        .hasMessageContaining("model: expected an LSTM on one-hot characters");
    CharLanguageModel lstm = model(ModelShape.of(CellKind.LSTM, 3));
    assertThatThrownBy(() -> GateReading.of(lstm, "")).hasMessageContaining("text: expected");
    assertThatThrownBy(() -> GateReading.of(lstm, "a").of(GateReading.Part.INPUT, List.of(3)))
        .hasMessageContaining("unit: expected 0 to 2, got 3");
  }
}
