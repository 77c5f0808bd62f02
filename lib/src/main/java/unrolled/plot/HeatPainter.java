package unrolled.plot;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.HeatMapChart;

/** A coloured cell a value, and what the colours mean. */
final class HeatPainter implements DataPainter {
  private static final int BAR = 16;
  private static final int BAR_GAP = 14;
  private static final int STRIPS = 64;
  private static final int SHADES = 1000;

  private final Data.Heat heat;
  private final Frame frame;
  private final Range colours;

  HeatPainter(Data.Heat heat, Frame frame) {
    this.heat = heat;
    this.frame = frame;
    var values = Arrays.stream(heat.values()).flatMapToDouble(Arrays::stream);
    colours =
        Double.isNaN(heat.min())
            ? Range.of(Axis.of(""), values, 0)
            : new Range(heat.min(), heat.max());
  }

  @Override
  public Scale x() {
    return Scale.ofCells(frame.x(), false);
  }

  @Override
  public Scale y() {
    return Scale.ofCells(frame.y(), true);
  }

  private double labelWidth() {
    return Math.max(
        Type.width(Numbers.brief(colours.min()), Theme.SMALL),
        Type.width(Numbers.brief(colours.max()), Theme.SMALL));
  }

  @Override
  public double roomRight() {
    return BAR_GAP + BAR + 6 + Math.max(labelWidth(), heat.title().isEmpty() ? 0 : 14);
  }

  @Override
  public void paint(Recorder paper, Axes axes) {
    int rows = frame.y().labels().size();
    int columns = frame.x().labels().size();
    paper.setColor(Theme.NO_VALUE);
    paper.fill(axes.area());
    List<Number[]> cells = cells();
    if (!cells.isEmpty()) {
      int width = (int) axes.area().getWidth();
      int height = (int) axes.area().getHeight();
      HeatMapChart chart = new HeatMapChart(width, height);
      Theme.bare(chart.getStyler());
      chart.getStyler().setDrawBorder(false).setShowValue(false);
      chart.getStyler().setRangeColors(Viridis.colours());
      chart.getStyler().setMin(0).setMax(SHADES);
      chart.addSeries("cells", positions(columns), positions(rows), cells);
      paper.paintAt(axes.area(), g -> chart.paint(g, width, height));
    }
    paintBar(paper, axes.area());
  }

  private static List<Integer> positions(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** XChart counts rows from below. */
  private List<Number[]> cells() {
    double[][] values = heat.values();
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        if (!Double.isNaN(values[row][column])) {
          cells.add(new Number[] {column, values.length - 1 - row, shade(values[row][column])});
        }
      }
    }
    return cells;
  }

  /** Whole numbers: XChart fails at values that are less than the greatest by a rounding error. */
  private long shade(double value) {
    double share = (value - colours.min()) / (colours.max() - colours.min());
    return Math.round(SHADES * Math.max(0, Math.min(1, share)));
  }

  private void paintBar(Recorder paper, Rectangle2D area) {
    double x = area.getMaxX() + BAR_GAP;
    double strip = area.getHeight() / STRIPS;
    for (int i = 0; i < STRIPS; i++) {
      // Each reaches under the next, so that no paper shines through between them.
      double reach = i < STRIPS - 1 ? strip + 0.5 : strip;
      paper.setColor(Viridis.at(1 - (i + 0.5) / STRIPS));
      paper.fill(new Rectangle2D.Double(x, area.getY() + i * strip, BAR, reach));
    }
    paper.setColor(Theme.INK);
    double text = x + BAR + 6;
    Type.draw(paper, Numbers.brief(colours.max()), Theme.SMALL, text, area.getY() + 10);
    Type.draw(paper, Numbers.brief(colours.min()), Theme.SMALL, text, area.getMaxY());
    Type.drawUpwards(paper, heat.title(), text + 11, area.getCenterY());
  }
}
