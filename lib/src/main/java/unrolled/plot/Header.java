package unrolled.plot;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** The title and the legend, above the chart. */
final class Header {
  private static final int MARGIN = 14;
  private static final int TITLE_LINE = 20;
  private static final int LEGEND_LINE = 20;
  private static final int GAP = 18;

  private final Plot plot;
  private final List<String> titleLines;
  private final int swatch;
  private final List<Entry> entries = new ArrayList<>();
  private int legendLines;

  /** A series' name at its place in the legend. */
  private record Entry(String name, int series, int x, int line) {}

  private Header(Plot plot) {
    this.plot = plot;
    titleLines = Type.wrap(plot.frame().title(), Theme.TITLE, plot.width() - 2 * MARGIN);
    swatch = plot.data() instanceof Data.Points points && points.joined() ? 30 : 14;
    layOutLegend();
  }

  static Header of(Plot plot) {
    return new Header(plot);
  }

  private void layOutLegend() {
    List<String> names = plot.seriesNames();
    int x = MARGIN;
    for (int i = 0; i < names.size(); i++) {
      int width = swatch + 6 + (int) Math.ceil(Type.width(names.get(i), Theme.SMALL));
      if (x > MARGIN && x + width > plot.width() - MARGIN) {
        x = MARGIN;
        legendLines++;
      }
      entries.add(new Entry(names.get(i), i, x, legendLines));
      x += width + GAP;
    }
    legendLines += names.isEmpty() ? 0 : 1;
  }

  int height() {
    int title = titleLines.size() * TITLE_LINE;
    int legend = legendLines * LEGEND_LINE;
    return title + legend == 0 ? 0 : 8 + title + legend;
  }

  void paint(Graphics2D g) {
    int y = 8;
    for (String line : titleLines) {
      Type.draw(g, line, Theme.TITLE, MARGIN, y + 15);
      y += TITLE_LINE;
    }
    for (Entry entry : entries) {
      double middle = y + entry.line() * LEGEND_LINE + LEGEND_LINE / 2.0;
      paintSwatch(g, entry, middle);
      Font font = Theme.SMALL;
      g.setColor(Theme.INK);
      Type.draw(g, entry.name(), font, entry.x() + swatch + 6, middle + 4.5);
    }
  }

  private void paintSwatch(Graphics2D g, Entry entry, double y) {
    g.setColor(Theme.colour(entry.series()));
    double x = entry.x();
    if (plot.data() instanceof Data.Bars) {
      g.fill(new Rectangle2D.Double(x + swatch - 14, y - 6, 14, 12));
    } else if (plot.data() instanceof Data.Points points) {
      if (points.joined()) {
        g.setStroke(Theme.line(entry.series()));
        g.draw(new Line2D.Double(x + 1, y, x + swatch - 1, y));
      }
      Markers.paint(g, entry.series(), x + swatch / 2.0, y, PointsPainter.MARKER);
    }
  }
}
