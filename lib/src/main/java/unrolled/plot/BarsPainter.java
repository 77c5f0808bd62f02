package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;

/** Bars, with their value above and the range of several runs as a whisker. */
final class BarsPainter implements DataPainter {
  private static final double FILL = 0.8;

  /** The values above the bars have so many significant digits, or fewer where bars are narrow. */
  private static final int DIGITS = 4;

  private static final int FEWEST_DIGITS = 2;
  private static final double GAP = 3;

  private final Data.Bars data;
  private final Frame frame;
  private final Scale x;
  private final Scale y;

  BarsPainter(Data.Bars data, Frame frame, List<Overlay> overlays) {
    this.data = data;
    this.frame = frame;
    x = Scale.ofCells(frame.x(), false);
    y = Scale.of(frame.y(), range(overlays));
  }

  /** Bars stand on zero, where the axis has one. */
  private Range range(List<Overlay> overlays) {
    boolean log = frame.y().logarithmic();
    DoubleStream ends =
        DoubleStream.concat(ends(), log ? DoubleStream.empty() : DoubleStream.of(0));
    Range range = Range.of(frame.y(), DoubleStream.concat(ends, Overlay.heights(overlays)), 0.09);
    if (log || !Double.isNaN(frame.y().min())) {
      return range;
    }
    boolean above = DoubleStream.concat(ends(), Overlay.heights(overlays)).allMatch(v -> v >= 0);
    return above ? new Range(0, range.max()) : range;
  }

  private DoubleStream ends() {
    return data.series().stream()
        .flatMapToDouble(s -> DoubleStream.concat(Arrays.stream(s.low()), Arrays.stream(s.high())));
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
    CategoryChart chart = new CategoryChart(width, height);
    Theme.bare(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(FILL);
    chart.getStyler().setYAxisMin(y.range().min()).setYAxisMax(y.range().max());
    chart.getStyler().setYAxisLogarithmic(frame.y().logarithmic());
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < frame.x().labels().size(); i++) {
      positions.add(i);
    }
    for (int i = 0; i < data.series().size(); i++) {
      chart
          .addSeries("bars " + i, positions, heights(data.series().get(i), positions.size()))
          .setFillColor(Theme.colour(i));
    }
    if (!positions.isEmpty()) {
      paper.paintAt(axes.area(), g -> chart.paint(g, width, height));
    }
  }

  private List<Double> heights(Series series, int categories) {
    List<Double> heights = new ArrayList<>(Collections.nCopies(categories, null));
    for (int i = 0; i < series.x().length; i++) {
      boolean showable = Range.isShowable(frame.y(), series.y()[i]);
      heights.set((int) series.x()[i], showable ? series.y()[i] : null);
    }
    return heights;
  }

  @Override
  public void label(Recorder paper, Axes axes, Labels labels) {
    int count = data.series().size();
    double bar = FILL / count;
    int digits = digits(axes.area().getWidth() / frame.x().labels().size() * bar - GAP);
    for (int number = 0; number < count; number++) {
      Series series = data.series().get(number);
      for (int i = 0; i < series.x().length; i++) {
        if (!Range.isShowable(frame.y(), series.low()[i])) {
          continue;
        }
        double middle = axes.placeX(series.x()[i] + bar * (number + 0.5 - count / 2.0));
        double top = axes.placeY(series.high()[i]);
        double bottom = axes.placeY(series.low()[i]);
        if (series.low()[i] < series.high()[i]) {
          paintWhisker(paper, middle, top, bottom);
        }
        if (digits >= FEWEST_DIGITS) {
          boolean below = series.y()[i] < 0;
          String value = Numbers.brief(series.y()[i], digits);
          labels.centreAt(value, middle, below ? bottom + 14 : top - 5);
        }
      }
    }
  }

  /** With how many digits every value is narrower than its bar; below the fewest, none is shown. */
  private int digits(double room) {
    int digits = DIGITS;
    while (digits >= FEWEST_DIGITS && widest(digits) > room) {
      digits--;
    }
    return digits;
  }

  private double widest(int digits) {
    return data.series().stream()
        .flatMapToDouble(series -> Arrays.stream(series.y()))
        .map(value -> Type.width(Numbers.brief(value, digits), Theme.SMALL))
        .max()
        .orElse(0);
  }

  private static void paintWhisker(Recorder paper, double x, double top, double bottom) {
    paper.setColor(Theme.INK);
    paper.setStroke(new BasicStroke(1.4f));
    paper.draw(new Line2D.Double(x, bottom, x, top));
    paper.draw(new Line2D.Double(x - 4, top, x + 4, top));
    paper.draw(new Line2D.Double(x - 4, bottom, x + 4, bottom));
  }
}
