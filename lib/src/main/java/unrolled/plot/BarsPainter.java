package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.CategoryStyler;

/** Bars, with their value above and the range of several runs as a whisker. */
final class BarsPainter {
  private static final double FILL = 0.8;
  private static final int LABELLED_BARS = 16;

  private BarsPainter() {}

  static Places paint(
      Recorder paper, Data.Bars data, Frame frame, List<Overlay> overlays, int height) {
    CategoryChart chart = new CategoryChart(frame.width(), height);
    CategoryStyler styler = chart.getStyler();
    Theme.apply(styler, frame);
    Theme.titles(chart, frame);
    styler.setPlotGridVerticalLinesVisible(false).setXAxisMaxLabelCount(0);
    styler.setAvailableSpaceFill(FILL);
    Ticks.applyY(styler, frame.y(), range(data, frame, overlays));
    List<String> categories = frame.x().labels();
    for (int i = 0; i < data.series().size(); i++) {
      chart
          .addSeries("bars " + i, categories, heights(data.series().get(i), categories.size()))
          .setFillColor(Theme.colour(i));
    }
    chart.paint(paper, frame.width(), height);
    Places places = places(paper, chart, categories.size());
    for (int i = 0; i < data.series().size(); i++) {
      label(paper, data, i, places, categories.size());
    }
    return places;
  }

  private static Places places(Recorder paper, CategoryChart chart, int categories) {
    double width = paper.plotArea().getWidth() / categories;
    double left = paper.plotArea().getX();
    return new Places(paper.plotArea(), x -> left + (x + 0.5) * width, chart::getScreenYFromChart);
  }

  private static Range range(Data.Bars data, Frame frame, List<Overlay> overlays) {
    DoubleStream values =
        data.series().stream()
            .flatMapToDouble(
                s -> DoubleStream.concat(Arrays.stream(s.low()), Arrays.stream(s.high())));
    DoubleStream all = DoubleStream.concat(values, Overlay.heights(overlays));
    Range range =
        Range.of(
            frame.y(),
            frame.y().logarithmic() ? all : DoubleStream.concat(all, DoubleStream.of(0)),
            0.09);
    // Bars stand on zero where nothing is below it.
    boolean own = Double.isNaN(frame.y().min()) && !frame.y().logarithmic();
    boolean above =
        data.series().stream().flatMapToDouble(s -> Arrays.stream(s.low())).allMatch(v -> v >= 0);
    return own && above ? new Range(0, range.max()) : range;
  }

  private static List<Double> heights(Series series, int categories) {
    List<Double> heights = new ArrayList<>(Collections.nCopies(categories, null));
    for (int i = 0; i < series.x().length; i++) {
      heights.set((int) series.x()[i], series.y()[i]);
    }
    return heights;
  }

  private static void label(
      Graphics2D g, Data.Bars data, int number, Places places, int categories) {
    Series series = data.series().get(number);
    int count = data.series().size();
    double width = places.area().getWidth() / categories * FILL;
    for (int i = 0; i < series.x().length; i++) {
      double x = places.x().applyAsDouble(series.x()[i]) + width * ((number + 0.5) / count - 0.5);
      double top = places.y().applyAsDouble(series.high()[i]);
      g.setColor(Theme.INK);
      if (series.low()[i] < series.high()[i]) {
        double bottom = places.y().applyAsDouble(series.low()[i]);
        g.setStroke(new BasicStroke(1.4f));
        g.draw(new Line2D.Double(x, bottom, x, top));
        g.draw(new Line2D.Double(x - 4, top, x + 4, top));
        g.draw(new Line2D.Double(x - 4, bottom, x + 4, bottom));
      }
      if (categories * count <= LABELLED_BARS) {
        String text = Numbers.brief(series.y()[i]);
        double below = series.y()[i] < 0 ? 14 : -5;
        Type.drawOnLines(g, text, Theme.SMALL, x - Type.width(text, Theme.SMALL) / 2, top + below);
      }
    }
  }
}
