package unrolled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tech.tablesaw.plotly.components.Axis.AxisBuilder;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** Plots as Tablesaw figures. */
final class Figures {
  private static final Line.Dash[] DASHES = {
    Line.Dash.SOLID, Line.Dash.DASH, Line.Dash.DOT, Line.Dash.DASH_DOT, Line.Dash.LONG_DASH
  };
  private static final Symbol[] SYMBOLS = {
    Symbol.CIRCLE,
    Symbol.SQUARE,
    Symbol.TRIANGLE_UP,
    Symbol.DIAMOND,
    Symbol.TRIANGLE_DOWN,
    Symbol.CROSS
  };

  private Figures() {}

  static Figure of(Plot plot) {
    Frame frame = plot.frame();
    List<Trace> traces = new ArrayList<>();
    if (plot.data() instanceof Data.Heat heat) {
      traces.add(heatMap(heat, frame));
    } else if (plot.data() instanceof Data.Bars bars) {
      for (int i = 0; i < bars.series().size(); i++) {
        traces.add(bars(bars.series().get(i), i, frame.x().labels()));
      }
    } else {
      Data.Points points = (Data.Points) plot.data();
      for (int i = 0; i < points.series().size(); i++) {
        Series series = points.series().get(i);
        String name = series.name().isEmpty() ? frame.y().title() : series.name();
        addPoints(traces, series, name, i, points.joined());
      }
      plot.overlays().forEach(overlay -> addReference(traces, overlay, points));
    }
    Layout layout =
        Layout.builder(frame.title())
            .xAxis(axis(frame.x()))
            .yAxis(axis(frame.y()))
            .width(frame.width())
            .height(frame.height())
            .showLegend(traces.size() > 1)
            .plotBgColor("#ffffff")
            .paperBgColor("#ffffff")
            .build();
    return new Figure(layout, traces.toArray(Trace[]::new));
  }

  private static tech.tablesaw.plotly.components.Axis axis(Axis axis) {
    AxisBuilder builder =
        tech.tablesaw.plotly.components.Axis.builder()
            .title(axis.title())
            .showLine(true)
            .gridColor("#e2e2e2");
    if (axis.logarithmic()) {
      builder.type(tech.tablesaw.plotly.components.Axis.Type.LOG);
    }
    if (!Double.isNaN(axis.min())) {
      boolean log = axis.logarithmic();
      builder.range(
          log ? Math.log10(axis.min()) : axis.min(), log ? Math.log10(axis.max()) : axis.max());
    }
    return builder.build();
  }

  private static void addPoints(
      List<Trace> traces, Series series, String name, int number, boolean joined) {
    if (series.hasBand()) {
      traces.add(edge(series, series.low(), number, ScatterTrace.Fill.NONE));
      traces.add(edge(series, series.high(), number, ScatterTrace.Fill.TO_NEXT_Y));
    }
    ScatterTrace.ScatterBuilder builder =
        ScatterTrace.builder(series.x(), series.y())
            .name(name)
            .mode(joined ? ScatterTrace.Mode.LINE : ScatterTrace.Mode.MARKERS)
            .marker(marker(number));
    if (joined) {
      builder.line(line(hex(number), DASHES[number % DASHES.length], 2));
    }
    traces.add(builder.build());
  }

  private static Trace edge(Series series, double[] y, int number, ScatterTrace.Fill fill) {
    return ScatterTrace.builder(series.x(), y)
        .name(series.name())
        .mode(ScatterTrace.Mode.LINE)
        .line(line(hex(number), Line.Dash.SOLID, 0.5))
        .fill(fill)
        .fillColor("rgba" + rgba(number))
        .showLegend(false)
        .build();
  }

  private static void addReference(List<Trace> traces, Overlay overlay, Data.Points points) {
    double[] xs = points.series().stream().flatMapToDouble(s -> Arrays.stream(s.x())).toArray();
    double[] ys = points.series().stream().flatMapToDouble(s -> Arrays.stream(s.y())).toArray();
    if (overlay instanceof Overlay.Horizontal line) {
      String name = line.label() + " " + Numbers.brief(line.y());
      traces.add(reference(name, ends(xs), new double[] {line.y(), line.y()}));
    } else if (overlay instanceof Overlay.Vertical line) {
      traces.add(reference(line.label(), new double[] {line.x(), line.x()}, ends(ys)));
    }
  }

  private static double[] ends(double[] values) {
    var seen = Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
    return seen.getCount() == 0 ? new double[] {0, 1} : new double[] {seen.getMin(), seen.getMax()};
  }

  private static Trace reference(String name, double[] x, double[] y) {
    return ScatterTrace.builder(x, y)
        .name(name)
        .mode(ScatterTrace.Mode.LINE)
        .line(line("#595959", Line.Dash.DASH, 1.3))
        .build();
  }

  private static Trace bars(Series series, int number, List<String> categories) {
    Object[] names =
        Arrays.stream(series.x()).mapToObj(x -> categories.get((int) x)).toArray(Object[]::new);
    return BarTrace.builder(names, series.y()).name(series.name()).marker(marker(number)).build();
  }

  /** Plotly takes equal labels for the same column, so each is preceded by its position. */
  private static Trace heatMap(Data.Heat heat, Frame frame) {
    int rows = heat.values().length;
    double[][] fromBelow = new double[rows][];
    for (int i = 0; i < rows; i++) {
      fromBelow[i] = heat.values()[rows - 1 - i];
    }
    List<String> columns = numbered(frame.x().labels());
    List<String> names = numbered(frame.y().labels());
    Object[] rowNames =
        IntStream.range(0, rows).mapToObj(i -> names.get(rows - 1 - i)).toArray(Object[]::new);
    return HeatmapTrace.builder(columns.toArray(), rowNames, fromBelow).build();
  }

  private static List<String> numbered(List<String> labels) {
    boolean different = Stream.of(labels.toArray()).distinct().count() == labels.size();
    return different
        ? labels
        : IntStream.range(0, labels.size()).mapToObj(i -> i + " " + labels.get(i)).toList();
  }

  private static Marker marker(int number) {
    return Marker.builder().color(hex(number)).symbol(SYMBOLS[number % SYMBOLS.length]).build();
  }

  private static Line line(String colour, Line.Dash dash, double width) {
    return Line.builder().color(colour).dash(dash).width(width).build();
  }

  private static String hex(int number) {
    return "#%06x".formatted(Theme.colour(number).getRGB() & 0xffffff);
  }

  private static String rgba(int number) {
    var colour = Theme.colour(number);
    return "(%d,%d,%d,0.18)".formatted(colour.getRed(), colour.getGreen(), colour.getBlue());
  }
}
