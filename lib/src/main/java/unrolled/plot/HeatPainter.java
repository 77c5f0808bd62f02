package unrolled.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.style.HeatMapStyler;

/** A coloured cell a value, and what the colours mean. */
final class HeatPainter {
  private static final int BAR = 16;
  private static final int STRIPS = 64;
  private static final int LABEL_HEIGHT = 15;

  private HeatPainter() {}

  static Places paint(Recorder paper, Data.Heat heat, Frame frame, int height) {
    Range range = range(heat);
    String[] labels = {Numbers.brief(range.max()), Numbers.brief(range.min())};
    double labelWidth =
        Arrays.stream(labels).mapToDouble(l -> Type.width(l, Theme.SMALL)).max().orElse(0);
    int titleWidth = heat.title().isEmpty() ? 0 : LABEL_HEIGHT + 4;
    int right = (int) (BAR + 6 + labelWidth + titleWidth + 16);
    int width = frame.width() - right;

    HeatMapChart chart = new HeatMapChart(width, height);
    HeatMapStyler styler = chart.getStyler();
    Theme.apply(styler, frame);
    Theme.titles(chart, frame);
    styler
        .setPlotGridLinesVisible(false)
        .setPlotBackgroundColor(new java.awt.Color(0xee, 0xee, 0xee));
    styler.setDrawBorder(false).setShowValue(false).setRangeColors(Viridis.colours());
    styler.setMin(range.min()).setMax(range.max());
    chart.addSeries(
        "heat",
        sparse(frame.x().labels(), width - 80, Theme.SMALL.getSize() * 0.85),
        sparse(reversed(frame.y().labels()), height - 60, LABEL_HEIGHT),
        cells(heat.values()));
    chart.paint(paper, width, height);
    Rectangle2D area = paper.plotArea();
    paintBar(paper, area, labels, heat.title());
    double cellWidth = area.getWidth() / frame.x().labels().size();
    double cellHeight = area.getHeight() / frame.y().labels().size();
    return new Places(
        area, x -> area.getX() + (x + 0.5) * cellWidth, y -> area.getY() + (y + 0.5) * cellHeight);
  }

  private static Range range(Data.Heat heat) {
    if (!Double.isNaN(heat.min())) {
      return new Range(heat.min(), heat.max());
    }
    return Range.of(Axis.of(""), Arrays.stream(heat.values()).flatMapToDouble(Arrays::stream), 0);
  }

  /** Blanks the labels between those for which there is room. */
  private static List<Object> sparse(List<String> labels, double room, double each) {
    double widest =
        labels.stream().mapToDouble(l -> Type.width(l, Theme.SMALL) + 4).max().orElse(1);
    double need = each == LABEL_HEIGHT ? each : Math.max(each, widest);
    int step = (int) Math.max(1, Math.ceil(labels.size() * need / room));
    List<Object> kept = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      kept.add(i % step == 0 ? visible(labels.get(i)) : " ");
    }
    return kept;
  }

  /** Characters that print nothing, as something that does. */
  private static String visible(String label) {
    return switch (label) {
      case " " -> "␣";
      case "\n" -> "⏎";
      case "\t" -> "⇥";
      case "" -> " ";
      default -> label;
    };
  }

  private static List<String> reversed(List<String> labels) {
    List<String> reversed = new ArrayList<>(labels);
    java.util.Collections.reverse(reversed);
    return reversed;
  }

  /** XChart counts rows from below. */
  private static List<Number[]> cells(double[][] values) {
    List<Number[]> cells = new ArrayList<>();
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        if (!Double.isNaN(values[row][column])) {
          cells.add(new Number[] {column, values.length - 1 - row, values[row][column]});
        }
      }
    }
    return cells;
  }

  private static void paintBar(Graphics2D g, Rectangle2D area, String[] labels, String title) {
    double x = area.getMaxX() + 16;
    double strip = area.getHeight() / STRIPS;
    for (int i = 0; i < STRIPS; i++) {
      g.setColor(Viridis.at(1 - (i + 0.5) / STRIPS));
      g.fill(
          new Rectangle2D.Double(
              x, area.getY() + i * strip, BAR, strip + (i < STRIPS - 1 ? 0.5 : 0)));
    }
    g.setColor(Theme.INK);
    double textX = x + BAR + 6;
    Type.draw(g, labels[0], Theme.SMALL, textX, area.getY() + 10);
    Type.draw(g, labels[1], Theme.SMALL, textX, area.getMaxY());
    if (!title.isEmpty()) {
      double length = Type.width(title, Theme.TEXT);
      var before = g.getTransform();
      g.rotate(-Math.PI / 2, textX + 12, area.getCenterY());
      Type.draw(g, title, Theme.TEXT, textX + 12 - length / 2, area.getCenterY());
      g.setTransform(before);
    }
  }
}
