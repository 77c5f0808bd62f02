package unrolled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.None;

/** Lines and clouds of points. */
final class PointsPainter {
  static final int MARKER = 9;

  /** With more points than this, a line has markers only here and there. */
  private static final int MARKED_POINTS = 24;

  private static final int SPARSE_MARKERS = 7;

  private PointsPainter() {}

  static Places paint(
      Recorder paper, Data.Points data, Frame frame, List<Overlay> overlays, int height) {
    XYChart chart = new XYChart(frame.width(), height);
    XYStyler styler = chart.getStyler();
    Theme.apply(styler, frame);
    Theme.titles(chart, frame);
    styler.setMarkerSize(data.joined() ? MARKER : MARKER - 1);
    Range x = xRange(data, frame, overlays);
    Range y = yRange(data, frame, overlays);
    Ticks.apply(styler, frame, x, y);

    for (int i = 0; i < data.series().size(); i++) {
      Series series = data.series().get(i);
      if (series.hasBand()) {
        addBand(chart, i, cut(series, frame));
      }
    }
    for (int i = 0; i < data.series().size(); i++) {
      addSeries(chart, i, cut(data.series().get(i), frame), data.joined());
    }
    if (chart.getSeriesMap().isEmpty()) {
      hide(chart.addSeries("nothing", new double[] {x.min()}, new double[] {y.min()}));
    }
    chart.paint(paper, frame.width(), height);
    return new Places(paper.plotArea(), chart::getScreenXFromChart, chart::getScreenYFromChart);
  }

  private static Range xRange(Data.Points data, Frame frame, List<Overlay> overlays) {
    DoubleStream values = data.series().stream().flatMapToDouble(s -> Arrays.stream(s.x()));
    DoubleStream lines =
        overlays.stream()
            .filter(Overlay.Vertical.class::isInstance)
            .mapToDouble(o -> ((Overlay.Vertical) o).x());
    return Range.of(frame.x(), DoubleStream.concat(values, lines), data.joined() ? 0.015 : 0.04);
  }

  private static Range yRange(Data.Points data, Frame frame, List<Overlay> overlays) {
    DoubleStream values =
        data.series().stream()
            .flatMap(
                s ->
                    s.hasBand()
                        ? List.of(s.y(), s.low(), s.high()).stream()
                        : List.of(s.y()).stream())
            .flatMapToDouble(Arrays::stream);
    return Range.of(frame.y(), DoubleStream.concat(values, Overlay.heights(overlays)), 0.05);
  }

  /** The points that these axes can show: those without a place on the x axis are left out. */
  private static Series cut(Series series, Frame frame) {
    double[] x = Range.showable(frame.x(), series.x());
    int[] kept = IntStream.range(0, x.length).filter(i -> !Double.isNaN(x[i])).toArray();
    return new Series(
        series.name(),
        pick(x, kept),
        pick(Range.showable(frame.y(), series.y()), kept),
        series.hasBand() ? pick(Range.showable(frame.y(), series.low()), kept) : null,
        series.hasBand() ? pick(Range.showable(frame.y(), series.high()), kept) : null);
  }

  private static double[] pick(double[] values, int[] kept) {
    return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
  }

  private static void addSeries(XYChart chart, int number, Series s, boolean joined) {
    if (s.x().length == 0) {
      return;
    }
    XYSeries line = chart.addSeries("line " + number, s.x(), s.y());
    line.setLineColor(Theme.colour(number)).setLineStyle(Theme.line(number));
    line.setMarkerColor(Theme.colour(number)).setMarker(Markers.of(number));
    line.setXYSeriesRenderStyle(joined ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
    if (joined && s.x().length > MARKED_POINTS) {
      line.setMarker(new None());
      int[] sparse = sparse(s.x().length, number);
      XYSeries marks = chart.addSeries("marks " + number, pick(s.x(), sparse), pick(s.y(), sparse));
      marks.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      marks.setMarkerColor(Theme.colour(number)).setMarker(Markers.of(number));
    }
  }

  /** Evenly spread places, other ones for each series so that markers do not hide each other. */
  private static int[] sparse(int points, int number) {
    double step = (double) points / SPARSE_MARKERS;
    double first = step * (0.3 + 0.25 * (number % 4)) / 1.3;
    return IntStream.range(0, SPARSE_MARKERS)
        .map(i -> (int) (first + i * step))
        .filter(i -> i < points)
        .toArray();
  }

  private static void addBand(XYChart chart, int number, Series s) {
    int[] whole =
        IntStream.range(0, s.x().length)
            .filter(i -> !Double.isNaN(s.low()[i]) && !Double.isNaN(s.high()[i]))
            .toArray();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i : whole) {
      x.add(s.x()[i]);
      y.add(s.low()[i]);
    }
    for (int k = whole.length - 1; k >= 0; k--) {
      x.add(s.x()[whole[k]]);
      y.add(s.high()[whole[k]]);
    }
    if (!x.isEmpty()) {
      XYSeries band = chart.addSeries("band " + number, x, y);
      band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
      band.setFillColor(Theme.pale(Theme.colour(number)));
      hide(band);
    }
  }

  private static void hide(XYSeries series) {
    series.setMarker(new None());
    series.setLineStyle(SeriesLines.NONE);
  }
}
