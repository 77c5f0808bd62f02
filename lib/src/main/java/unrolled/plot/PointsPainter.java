package unrolled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.None;

/** Lines and clouds of points. */
final class PointsPainter implements DataPainter {
  static final int MARKER = 9;

  /** With more points than this, a line has markers only here and there. */
  private static final int MARKED_POINTS = 24;

  private static final int SPARSE_MARKERS = 7;

  private final Data.Points data;
  private final Frame frame;
  private final Scale x;
  private final Scale y;

  PointsPainter(Data.Points data, Frame frame, List<Overlay> overlays) {
    this.data = data;
    this.frame = frame;
    boolean named = !frame.x().labels().isEmpty() && Double.isNaN(frame.x().min());
    x = named ? Scale.ofCells(frame.x(), false) : Scale.of(frame.x(), xRange(overlays));
    y = Scale.of(frame.y(), yRange(overlays));
  }

  private Range xRange(List<Overlay> overlays) {
    DoubleStream values = data.series().stream().flatMapToDouble(s -> Arrays.stream(s.x()));
    DoubleStream lines =
        overlays.stream()
            .filter(Overlay.Vertical.class::isInstance)
            .mapToDouble(line -> ((Overlay.Vertical) line).x());
    return Range.of(frame.x(), DoubleStream.concat(values, lines), data.joined() ? 0.015 : 0.04);
  }

  private Range yRange(List<Overlay> overlays) {
    DoubleStream values =
        data.series().stream()
            .flatMap(s -> s.hasBand() ? Stream.of(s.low(), s.high()) : Stream.of(s.y()))
            .flatMapToDouble(Arrays::stream);
    return Range.of(frame.y(), DoubleStream.concat(values, Overlay.heights(overlays)), 0.05);
  }

  @Override
  public Scale x() {
    return x;
  }

  @Override
  public Scale y() {
    return y;
  }

  @Override
  public void paint(Recorder paper, Axes axes) {
    int width = (int) axes.area().getWidth();
    int height = (int) axes.area().getHeight();
    XYChart chart = new XYChart(width, height);
    Theme.bare(chart.getStyler());
    chart.getStyler().setXAxisMin(x.range().min()).setXAxisMax(x.range().max());
    chart.getStyler().setYAxisMin(y.range().min()).setYAxisMax(y.range().max());
    chart.getStyler().setXAxisLogarithmic(frame.x().logarithmic());
    chart.getStyler().setYAxisLogarithmic(frame.y().logarithmic());
    chart.getStyler().setMarkerSize(data.joined() ? MARKER : MARKER - 1);
    List<Series> shown = data.series().stream().map(this::cut).toList();
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).hasBand()) {
        addBand(chart, i, shown.get(i));
      }
    }
    for (int i = 0; i < shown.size(); i++) {
      addSeries(chart, i, shown.get(i));
    }
    if (!chart.getSeriesMap().isEmpty()) {
      paper.paintAt(axes.area(), g -> chart.paint(g, width, height));
    }
  }

  /** The points that these axes can show: those without a place on the x axis are left out. */
  private Series cut(Series series) {
    double[] xs = Range.showable(frame.x(), series.x());
    int[] kept = IntStream.range(0, xs.length).filter(i -> !Double.isNaN(xs[i])).toArray();
    return new Series(
        series.name(),
        pick(xs, kept),
        pick(Range.showable(frame.y(), series.y()), kept),
        series.hasBand() ? pick(Range.showable(frame.y(), series.low()), kept) : null,
        series.hasBand() ? pick(Range.showable(frame.y(), series.high()), kept) : null);
  }

  private static double[] pick(double[] values, int[] kept) {
    return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
  }

  private void addSeries(XYChart chart, int number, Series s) {
    if (s.x().length == 0) {
      return;
    }
    XYSeries line = chart.addSeries("line " + number, s.x(), s.y());
    line.setLineColor(Theme.colour(number)).setLineStyle(Theme.line(number));
    line.setMarkerColor(Theme.colour(number)).setMarker(Markers.of(number));
    line.setXYSeriesRenderStyle(
        data.joined() ? XYSeriesRenderStyle.Line : XYSeriesRenderStyle.Scatter);
    if (data.joined()) {
      // Markers are a series of their own: between the pieces of a line they would cut its dashes.
      line.setMarker(new None());
      int[] marked = marked(s.x().length, number);
      XYSeries marks = chart.addSeries("marks " + number, pick(s.x(), marked), pick(s.y(), marked));
      marks.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      marks.setMarkerColor(Theme.colour(number)).setMarker(Markers.of(number));
    }
  }

  /** All points of a short line; of a long one some, not the same for each series. */
  private static int[] marked(int points, int number) {
    if (points <= MARKED_POINTS) {
      return IntStream.range(0, points).toArray();
    }
    double step = (double) points / SPARSE_MARKERS;
    double first = step * (0.2 + 0.2 * (number % 4));
    return IntStream.range(0, SPARSE_MARKERS).map(i -> (int) (first + i * step)).toArray();
  }

  private static void addBand(XYChart chart, int number, Series s) {
    int[] whole =
        IntStream.range(0, s.x().length)
            .filter(i -> !Double.isNaN(s.low()[i]) && !Double.isNaN(s.high()[i]))
            .toArray();
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    for (int i : whole) {
      xs.add(s.x()[i]);
      ys.add(s.low()[i]);
    }
    for (int k = whole.length - 1; k >= 0; k--) {
      xs.add(s.x()[whole[k]]);
      ys.add(s.high()[whole[k]]);
    }
    if (!xs.isEmpty()) {
      XYSeries band = chart.addSeries("band " + number, xs, ys);
      band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
      band.setFillColor(Theme.pale(Theme.colour(number)));
      band.setMarker(new None()).setLineStyle(SeriesLines.NONE);
    }
  }
}
