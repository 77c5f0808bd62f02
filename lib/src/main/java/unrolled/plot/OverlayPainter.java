package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Reference lines and notes over the data, their labels out of each other's way. */
final class OverlayPainter {
  private static final BasicStroke LINE =
      new BasicStroke(
          1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 3}, 0);

  private final Graphics2D g;
  private final Rectangle2D area;
  private final List<Rectangle2D> taken = new ArrayList<>();

  private OverlayPainter(Graphics2D g, Rectangle2D area) {
    this.g = g;
    this.area = area;
  }

  static void paint(Graphics2D g, List<Overlay> overlays, Places places) {
    OverlayPainter painter = new OverlayPainter(g, places.area());
    for (Overlay overlay : overlays) {
      g.setColor(Theme.PALE_INK);
      g.setStroke(LINE);
      if (overlay instanceof Overlay.Horizontal line) {
        painter.paint(line, places.y().applyAsDouble(line.y()));
      } else if (overlay instanceof Overlay.Vertical line) {
        painter.paint(line, places.x().applyAsDouble(line.x()));
      } else if (overlay instanceof Overlay.Note note) {
        double x = places.x().applyAsDouble(note.x());
        painter.write(note.text(), x, places.y().applyAsDouble(note.y()), 0);
      }
    }
  }

  private void paint(Overlay.Horizontal line, double y) {
    if (y < area.getY() || y > area.getMaxY()) {
      return;
    }
    g.draw(new Line2D.Double(area.getX(), y, area.getMaxX(), y));
    String text = (line.label() + " " + Numbers.brief(line.y())).strip();
    double above = y - 5;
    double baseline = above - 12 < area.getY() ? y + 14 : above;
    write(text, area.getMaxX() - Type.width(text, Theme.SMALL) - 4, baseline, -1);
  }

  private void paint(Overlay.Vertical line, double x) {
    if (x < area.getX() || x > area.getMaxX()) {
      return;
    }
    g.draw(new Line2D.Double(x, area.getY(), x, area.getMaxY()));
    double width = Type.width(line.label(), Theme.SMALL);
    double left = x + 5 + width > area.getMaxX() ? x - 5 - width : x + 5;
    write(line.label(), left, area.getY() + 13, 0);
  }

  /** Writes text; where something stands already, further left or further down. */
  private void write(String text, double x, double y, int aside) {
    double width = Type.width(text, Theme.SMALL);
    Rectangle2D place = new Rectangle2D.Double(x, y - 11, width, 14);
    while (taken.stream().anyMatch(place::intersects) && place.getX() > area.getX()) {
      double dx = aside * (width + 12);
      double dy = aside == 0 ? 15 : 0;
      place.setRect(place.getX() + dx, place.getY() + dy, width, 14);
      if (place.getMaxY() > area.getMaxY()) {
        break;
      }
    }
    taken.add(place);
    g.setColor(Theme.INK);
    Type.drawOnLines(g, text, Theme.SMALL, place.getX(), place.getY() + 11);
  }
}
