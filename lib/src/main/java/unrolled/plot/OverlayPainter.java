package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Reference lines and notes over the data. */
final class OverlayPainter {
  private static final BasicStroke LINE =
      new BasicStroke(
          1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 3}, 0);

  private final Graphics2D g;
  private final List<Overlay> overlays;
  private final Axes axes;
  private final Labels labels;

  OverlayPainter(Graphics2D g, List<Overlay> overlays, Axes axes, Labels labels) {
    this.g = g;
    this.overlays = overlays;
    this.axes = axes;
    this.labels = labels;
  }

  void paintLines() {
    overlays.forEach(this::line);
  }

  void paintLabels() {
    overlays.forEach(this::label);
  }

  private boolean isAcross(double place) {
    return place >= axes.area().getY() && place <= axes.area().getMaxY();
  }

  private boolean isAlong(double place) {
    return place >= axes.area().getX() && place <= axes.area().getMaxX();
  }

  private void line(Overlay overlay) {
    Rectangle2D area = axes.area();
    g.setColor(Theme.PALE_INK);
    g.setStroke(LINE);
    if (overlay instanceof Overlay.Horizontal line && isAcross(axes.placeY(line.y()))) {
      double y = axes.placeY(line.y());
      g.draw(new Line2D.Double(area.getX(), y, area.getMaxX(), y));
    } else if (overlay instanceof Overlay.Vertical line && isAlong(axes.placeX(line.x()))) {
      double x = axes.placeX(line.x());
      g.draw(new Line2D.Double(x, area.getY(), x, area.getMaxY()));
    }
  }

  private void label(Overlay overlay) {
    Rectangle2D area = axes.area();
    if (overlay instanceof Overlay.Horizontal line && isAcross(axes.placeY(line.y()))) {
      double y = axes.placeY(line.y());
      String text = (line.label() + " " + Numbers.brief(line.y())).strip();
      labels.endAt(text, area.getMaxX() - 4, y - 16 < area.getY() ? y + 14 : y - 4);
    } else if (overlay instanceof Overlay.Vertical line && isAlong(axes.placeX(line.x()))) {
      labels.beside(line.label(), axes.placeX(line.x()), area.getY() + 13);
    } else if (overlay instanceof Overlay.Note note) {
      labels.beginAt(note.text(), axes.placeX(note.x()), axes.placeY(note.y()));
    }
  }
}
