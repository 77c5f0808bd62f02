package unrolled.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A table as HTML and as text: the first and last rows of a long one. */
final class TableView {
  private static final int WHOLE = 25;
  private static final int FIRST = 12;
  private static final int LAST = 6;
  private static final String GAP = "⋮";

  private final String caption;
  private final List<List<String>> columns = new ArrayList<>();
  private final List<Boolean> numeric = new ArrayList<>();

  private TableView(Table table) {
    String name = table.name() == null ? "" : table.name();
    caption =
        "%s%,d rows × %d columns"
            .formatted(name.isEmpty() ? "" : name + ": ", table.rowCount(), table.columnCount());
    int rows = table.rowCount();
    boolean whole = rows <= WHOLE;
    int[] shown =
        whole
            ? IntStream.range(0, rows).toArray()
            : IntStream.concat(IntStream.range(0, FIRST), IntStream.range(rows - LAST, rows))
                .toArray();
    for (Column<?> column : table.columns()) {
      List<String> cells = cells(column, shown);
      if (!whole) {
        cells.add(FIRST, GAP);
      }
      cells.add(0, column.name());
      columns.add(cells);
      numeric.add(column instanceof NumericColumn);
    }
  }

  static TableView of(Table table) {
    return new TableView(table);
  }

  private static List<String> cells(Column<?> column, int[] rows) {
    List<String> cells = new ArrayList<>();
    if (column instanceof NumericColumn<?> numbers) {
      double[] values = IntStream.of(rows).mapToDouble(numbers::getDouble).toArray();
      // A real number that is missing is NaN, and tables of losses are better off showing it.
      boolean real = column.type() == ColumnType.DOUBLE || column.type() == ColumnType.FLOAT;
      DoubleFunction<String> format = NumberFormats.of(values);
      for (int i = 0; i < rows.length; i++) {
        cells.add(real || !column.isMissing(rows[i]) ? format.apply(values[i]) : "");
      }
    } else {
      for (int row : rows) {
        cells.add(column.isMissing(row) ? "" : column.getString(row));
      }
    }
    return cells;
  }

  private int lines() {
    return columns.isEmpty() ? 0 : columns.get(0).size();
  }

  /** Colours are left to the page, so that the table reads on light and dark alike. */
  String html() {
    StringBuilder html =
        new StringBuilder(
            "<div style=\"overflow-x:auto\"><table style=\"border-collapse:collapse\">");
    for (int line = 0; line < lines(); line++) {
      html.append(line == 0 ? "<thead>" : line == 1 ? "<tbody>" : "").append("<tr>");
      String tag = line == 0 ? "th" : "td";
      for (int column = 0; column < columns.size(); column++) {
        html.append('<').append(tag).append(" style=\"padding:3px 10px;text-align:");
        html.append(numeric.get(column) ? "right" : "left");
        html.append(line == 0 ? ";border-bottom:1px solid currentColor" : "").append("\">");
        html.append(Html.escape(columns.get(column).get(line)))
            .append("</")
            .append(tag)
            .append('>');
      }
      html.append("</tr>").append(line == 0 ? "</thead>" : "");
    }
    html.append(lines() > 1 ? "</tbody>" : "");
    return html.append("</table><small>")
        .append(Html.escape(caption))
        .append("</small></div>")
        .toString();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines(); line++) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < columns.size(); column++) {
        String cell = columns.get(column).get(line);
        int width = columns.get(column).stream().mapToInt(TableView::width).max().orElse(0);
        String blanks = " ".repeat(width - width(cell));
        row.append(column == 0 ? "" : "  ");
        row.append(numeric.get(column) ? blanks + cell : cell + blanks);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.append(caption).toString();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
