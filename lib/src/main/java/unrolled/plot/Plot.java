package unrolled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * A plot of a table's columns. Immutable: each call gives a new plot.
 *
 * <pre>{@code
 * Plot.lines(record, "step", "loss", "cell").title("Three cells learn")
 *     .axes("step", "loss [nats/char]").reference("bigram", 2.482)
 * }</pre>
 *
 * <p>The table is read when the plot is made. A missing value or NaN leaves a gap. On a logarithmic
 * axis, values that are not positive are left out.
 *
 * <p>Unless said otherwise, methods throw {@link IllegalArgumentException} for a column that the
 * table does not have or that holds no numbers.
 */
public final class Plot implements Picture {
  private final Data data;
  private final Frame frame;
  private final List<Overlay> overlays;

  private Plot(Data data, Frame frame, List<Overlay> overlays) {
    this.data = data;
    this.frame = frame;
    this.overlays = List.copyOf(overlays);
  }

  /** A line through the rows, in their order. */
  public static Plot lines(Table table, String x, String y) {
    return points(table, x, y, null, true);
  }

  /** A line for each value of the column {@code series}. */
  public static Plot lines(Table table, String x, String y, String series) {
    return points(table, x, y, Objects.requireNonNull(series, "series"), true);
  }

  /** A point a row. */
  public static Plot scatter(Table table, String x, String y) {
    return points(table, x, y, null, false);
  }

  /** A point a row, with a colour and shape for each value of the column {@code series}. */
  public static Plot scatter(Table table, String x, String y, String series) {
    return points(table, x, y, Objects.requireNonNull(series, "series"), false);
  }

  private static Plot points(Table table, String x, String y, String series, boolean joined) {
    List<Series> all = Columns.series(table, x, y, series);
    return new Plot(new Data.Points(all, joined), Frame.of(Axis.of(x), Axis.of(y)), List.of());
  }

  /** A bar a category; where a category has several rows, their mean and range. */
  public static Plot bars(Table table, String category, String value) {
    return bars(table, category, value, null);
  }

  /** A bar for each category and each value of the column {@code series}, side by side. */
  public static Plot bars(Table table, String category, String value, String series) {
    List<String> labels = Columns.labels(table, "category", category);
    List<String> categories = List.copyOf(new LinkedHashSet<>(labels));
    double[] positions = labels.stream().mapToDouble(categories::indexOf).toArray();
    List<Series> all =
        Columns.series(table, positions, "value", value, series).stream().map(Spread::of).toList();
    Frame frame = Frame.of(Axis.of(category, categories), Axis.of(value));
    return new Plot(new Data.Bars(all), frame, List.of());
  }

  /**
   * A coloured cell a row of the table; columns and rows of the picture stand in the order in which
   * they first appear. Cells that no row names stay empty.
   */
  public static Plot heatMap(Table table, String x, String y, String value) {
    List<String> xs = Columns.labels(table, "x", x);
    List<String> ys = Columns.labels(table, "y", y);
    double[] numbers = Columns.numbers(table, "value", value);
    List<String> columns = List.copyOf(new LinkedHashSet<>(xs));
    List<String> rows = List.copyOf(new LinkedHashSet<>(ys));
    double[][] values = new double[rows.size()][columns.size()];
    for (double[] row : values) {
      Arrays.fill(row, Double.NaN);
    }
    for (int i = 0; i < numbers.length; i++) {
      values[rows.indexOf(ys.get(i))][columns.indexOf(xs.get(i))] = numbers[i];
    }
    return heatMap(values, rows, columns).axes(x, y).colours(value);
  }

  /**
   * A coloured cell a value: a gate's activations over a sentence, say, with a row a unit and a
   * column a character.
   *
   * @param values [rows][columns]
   * @param rows a label a row, from the top
   * @param columns a label a column; the same one may come again
   */
  public static Plot heatMap(double[][] values, List<String> rows, List<String> columns) {
    if (values.length != rows.size()) {
      throw new IllegalArgumentException(
          "rows: expected %d labels, got %d".formatted(values.length, rows.size()));
    }
    double[][] copy = new double[values.length][];
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != columns.size()) {
        throw new IllegalArgumentException(
            "columns: expected %d labels, the length of row %d, got %d"
                .formatted(values[i].length, i, columns.size()));
      }
      copy[i] = values[i].clone();
    }
    Frame frame = Frame.of(Axis.of("", columns), Axis.of("", rows));
    return new Plot(new Data.Heat(copy, "", Double.NaN, Double.NaN), frame, List.of());
  }

  /** Several plots in one picture, {@code columns} of them side by side. */
  public static Grid grid(int columns, Plot... plots) {
    return new Grid(columns, List.of(plots));
  }

  /** A title that says what is to be seen. */
  public Plot title(String title) {
    return with(frame.titled(title));
  }

  /** The quantities on the axes, with their units: {@code axes("step", "loss [nats/char]")}. */
  public Plot axes(String x, String y) {
    return with(frame.withX(frame.x().titled(x)).withY(frame.y().titled(y)));
  }

  /** A logarithmic x axis. */
  public Plot logX() {
    return with(frame.withX(frame.x().asLogarithmic()));
  }

  /** A logarithmic y axis. */
  public Plot logY() {
    return with(frame.withY(frame.y().asLogarithmic()));
  }

  /** The range of the x axis; without it, that of the data. */
  public Plot rangeX(double from, double to) {
    return with(frame.withX(frame.x().between("rangeX", from, to)));
  }

  /** The range of the y axis; without it, that of the data and the reference lines. */
  public Plot rangeY(double from, double to) {
    return with(frame.withY(frame.y().between("rangeY", from, to)));
  }

  /** What stands below positions 0, 1, ... of the x axis instead of numbers: words, say. */
  public Plot labelsX(List<String> labels) {
    return with(frame.withX(frame.x().labelled(labels)));
  }

  /** The characters of a text below positions 0, 1, ... of the x axis. */
  public Plot labelsX(String text) {
    return labelsX(text.codePoints().mapToObj(Character::toString).toList());
  }

  /** A horizontal line at {@code y}, with its label and value: a baseline, a bound. */
  public Plot reference(String label, double y) {
    return with(new Overlay.Horizontal(label, finite("y", y)));
  }

  /** A vertical line at {@code x} with its label: where something happens. */
  public Plot referenceX(String label, double x) {
    return with(new Overlay.Vertical(label, finite("x", x)));
  }

  /** Words at a point of the plot. */
  public Plot note(String text, double x, double y) {
    return with(new Overlay.Note(text, finite("x", x), finite("y", y)));
  }

  /**
   * Takes rows with the same x for runs of the same thing: draws their mean, and a band from the
   * least to the greatest.
   *
   * @throws IllegalStateException if this is not a plot of lines
   */
  public Plot spread() {
    Data.Points lines = expect(Data.Points.class, "spread");
    return new Plot(
        new Data.Points(lines.series().stream().map(Spread::of).toList(), lines.joined()),
        frame,
        overlays);
  }

  /**
   * What the colours of a heat map mean.
   *
   * @throws IllegalStateException if this is not a heat map
   */
  public Plot colours(String title) {
    Data.Heat heat = expect(Data.Heat.class, "colours");
    return new Plot(new Data.Heat(heat.values(), title, heat.min(), heat.max()), frame, overlays);
  }

  /**
   * What the colours of a heat map mean, with the values of the first and the last colour.
   *
   * @throws IllegalStateException if this is not a heat map
   */
  public Plot colours(String title, double from, double to) {
    Data.Heat heat = expect(Data.Heat.class, "colours");
    Axis range = Axis.of(title).between("colours", from, to);
    return new Plot(new Data.Heat(heat.values(), title, range.min(), range.max()), frame, overlays);
  }

  /** The size in CSS pixels; 720 by 400 without it. */
  public Plot size(int width, int height) {
    if (width < 160 || height < 120 || width > 4000 || height > 4000) {
      throw new IllegalArgumentException(
          "size: expected 160 x 120 to 4000 x 4000, got %d x %d".formatted(width, height));
    }
    return with(frame.sized(width, height));
  }

  /** Words for those who cannot see the picture, instead of the ones made from the data. */
  public Plot alternativeText(String words) {
    return with(frame.described(words));
  }

  @Override
  public String svg() {
    return SvgWriter.write(draw(), frame.width(), frame.height(), alternativeText());
  }

  /** The picture as a PNG file with two pixels for each CSS pixel. */
  public byte[] png() {
    return PngWriter.write(draw(), frame.width(), frame.height());
  }

  @Override
  public String html() {
    return image("image/png", png());
  }

  @Override
  public String alternativeText() {
    return frame.alternativeText().isEmpty() ? Words.of(this) : frame.alternativeText();
  }

  @Override
  public int width() {
    return frame.width();
  }

  /** The plot as a Tablesaw figure. */
  public Figure figure() {
    return Figures.of(this);
  }

  /**
   * The plot as an interactive page fragment that needs no network: Tablesaw's figure with
   * plotly.js in it, 2.6 MB. Where scripts are stripped, the static picture stays.
   */
  public String interactiveHtml() {
    return Interactive.html(this);
  }

  List<Mark> draw() {
    return Painter.paint(this);
  }

  /** The names in the legend; none where there is one series without a name. */
  List<String> seriesNames() {
    List<Series> series = data.series();
    boolean nameless = series.size() == 1 && series.get(0).name().isEmpty();
    return nameless ? List.of() : series.stream().map(Series::name).toList();
  }

  Data data() {
    return data;
  }

  Frame frame() {
    return frame;
  }

  List<Overlay> overlays() {
    return overlays;
  }

  @Override
  public String toString() {
    return alternativeText();
  }

  private Plot with(Frame newFrame) {
    return new Plot(data, newFrame, overlays);
  }

  private Plot with(Overlay overlay) {
    List<Overlay> more = new ArrayList<>(overlays);
    more.add(overlay);
    return new Plot(data, frame, more);
  }

  private <D extends Data> D expect(Class<D> kind, String what) {
    if (kind.isInstance(data)) {
      return kind.cast(data);
    }
    throw new IllegalStateException(
        "%s: expected a plot of %s, this is one of %s"
            .formatted(what, kind.getSimpleName(), data.getClass().getSimpleName()));
  }

  private static double finite(String argument, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s: expected a finite number, got %s".formatted(argument, value));
    }
    return value;
  }
}
