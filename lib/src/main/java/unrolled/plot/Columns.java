package unrolled.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What plots read from tables. A value that is missing is NaN and leaves a gap. */
final class Columns {
  private Columns() {}

  private static Column<?> any(Table table, String argument, String name) {
    if (!table.containsColumn(name)) {
      throw new IllegalArgumentException(
          "%s: expected one of the columns %s, got \"%s\""
              .formatted(argument, table.columnNames(), name));
    }
    return table.column(name);
  }

  static double[] numbers(Table table, String argument, String name) {
    Column<?> column = any(table, argument, name);
    if (column instanceof NumericColumn<?> numeric) {
      return numeric.asDoubleArray();
    }
    throw new IllegalArgumentException(
        "%s: expected a column of numbers, got \"%s\" of type %s"
            .formatted(argument, name, column.type().name()));
  }

  static List<String> labels(Table table, String argument, String name) {
    Column<?> column = any(table, argument, name);
    List<String> labels = new ArrayList<>();
    for (int row = 0; row < column.size(); row++) {
      labels.add(column.getString(row));
    }
    return labels;
  }

  /** The points of each value of the column {@code series}; of all rows where that is null. */
  static List<Series> series(Table table, String x, String y, String series) {
    return series(table, numbers(table, "x", x), "y", y, series);
  }

  static List<Series> series(Table table, double[] xs, String argument, String y, String series) {
    double[] ys = numbers(table, argument, y);
    List<String> names =
        series == null ? Collections.nCopies(xs.length, "") : labels(table, "series", series);
    List<Series> all = new ArrayList<>();
    groups(names)
        .forEach(
            (name, rows) -> all.add(new Series(name, pick(xs, rows), pick(ys, rows), null, null)));
    return all;
  }

  /** The rows of each series, in the order in which the series first appear. */
  private static Map<String, List<Integer>> groups(List<String> labels) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int row = 0; row < labels.size(); row++) {
      groups.computeIfAbsent(labels.get(row), any -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  private static double[] pick(double[] values, List<Integer> rows) {
    return rows.stream().mapToDouble(row -> values[row]).toArray();
  }
}
