package unrolled.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableViewTest {
  private static String text(Table table) {
    return TableView.of(table).text();
  }

  @Test
  void columnsAreAlignedAndTheirNumbersWrittenAlike() {
    Table table =
        Table.create(
            "run",
            IntColumn.create("step", 1, 2000),
            DoubleColumn.create("loss", 4.17, 1.61239),
            StringColumn.create("cell", "LSTM", "GRU"));
    assertThat(text(table))
        .isEqualTo(
            """
             step    loss  cell
                1  4.1700  LSTM
            2,000  1.6124  GRU
            run: 2 rows × 3 columns""");
  }

  @Test
  void ofALongTableTheFirstAndLastRowsAreShown() {
    int[] numbers = IntStream.range(0, 1000).toArray();
    String text = text(Table.create("long", IntColumn.create("n", numbers)));
    assertThat(text.lines()).hasSize(1 + 12 + 1 + 6 + 1);
    assertThat(text).contains("\n 11\n  ⋮\n994\n").endsWith("999\nlong: 1,000 rows × 1 columns");
  }

  @Test
  void tinyHugeAndWidelySpreadNumbersKeepTheirDigits() {
    Table table =
        Table.create(
            DoubleColumn.create("p", 7.9e-31, 0, 0.366), DoubleColumn.create("x", 1e300, -2, 3));
    assertThat(text(table)).contains("7.900e-31", "3.660e-01", "1.000e+300", "-2.000e+00");
  }

  @Test
  void missingValuesAreEmptyOrNan() {
    IntColumn holes = IntColumn.create("i");
    holes.append(1).appendMissing();
    Table table =
        Table.create(
            holes,
            DoubleColumn.create("d", Double.NaN, Double.POSITIVE_INFINITY),
            StringColumn.create("s", "", "x"),
            BooleanColumn.create("b", true, false));
    assertThat(text(table)).contains("1       NaN     true\n").contains("\n   Infinity  x  false");
  }

  @Test
  void textIsEscapedInHtmlAndColoursAreLeftToThePage() {
    String html =
        TableView.of(Table.create("<t>", StringColumn.create("a<b", "<script>&\"'"))).html();
    assertThat(html)
        .contains("&lt;script&gt;&amp;&quot;&#39;")
        .contains("a&lt;b")
        .contains("&lt;t&gt;");
    assertThat(html)
        .doesNotContain("<script")
        .doesNotContain("background")
        .doesNotContain("color:#");
  }

  @Test
  void anEmptyTableHasItsHeaderOrAtLeastItsCaption() {
    assertThat(text(Table.create("none"))).isEqualTo("none: 0 rows × 0 columns");
    assertThat(text(Table.create("none", IntColumn.create("n"))))
        .isEqualTo("n\nnone: 0 rows × 1 columns");
    assertThat(TableView.of(Table.create("none")).html()).contains("0 rows");
  }
}
