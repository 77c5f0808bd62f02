package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import unrolled.plot.Ticks.Tick;

/** Two axes with their marks, labels and titles, and the area between them. */
final class Axes {
  private static final int MARGIN = 12;
  private static final int TITLE = 20;
  private static final int MARK = 4;
  private static final int LABEL = 15;
  private static final int Y_SPACING = 42;
  private static final double SLOPE = -Math.PI / 5;

  private final Frame frame;
  private final Scale x;
  private final Scale y;
  private final List<Tick> xTicks;
  private final List<Tick> yTicks;
  private final boolean sloping;
  private final Rectangle2D area;

  private Axes(Frame frame, Scale x, Scale y, double top, double right) {
    this.frame = frame;
    this.x = x;
    this.y = y;
    boolean cells = !y.axis().labels().isEmpty();
    double roughHeight = frame.height() - top - 70;
    yTicks = Ticks.of(y, roughHeight / (cells ? LABEL : Y_SPACING));
    double left = MARGIN + titleRoom(y) + widest(yTicks) + MARK + 5;
    double width = frame.width() - left - MARGIN - right;
    int cellsAlong = Math.max(1, x.axis().labels().size());
    double wide = widest(Ticks.of(x, cellsAlong));
    boolean words = x.axis().labels().stream().anyMatch(label -> label.length() > 2);
    double each = width / cellsAlong;
    sloping = words && each < wide + 6 && each > LABEL + 2;
    xTicks = Ticks.of(x, width / xSpacing(wide));
    double labels = sloping ? 8 + widest(xTicks) * Math.sin(-SLOPE) : LABEL;
    double bottom = MARGIN + titleRoom(x) + labels + MARK;
    area = new Rectangle2D.Double(left, top + 10, width, frame.height() - top - 10 - bottom);
  }

  static Axes of(Frame frame, Scale x, Scale y, double top, double right) {
    return new Axes(frame, x, y, top, right);
  }

  private double xSpacing(double wide) {
    if (sloping) {
      return LABEL;
    }
    // Single characters may stand close, numbers may not.
    return x.axis().labels().isEmpty() ? 75 : wide + 3;
  }

  private static double titleRoom(Scale scale) {
    return scale.axis().title().isEmpty() ? 0 : TITLE;
  }

  private static double widest(List<Tick> ticks) {
    return ticks.stream().mapToDouble(t -> Type.width(t.label(), Theme.SMALL)).max().orElse(0);
  }

  Rectangle2D area() {
    return area;
  }

  double placeX(double value) {
    return area.getX() + x.share(value) * area.getWidth();
  }

  double placeY(double value) {
    return area.getMaxY() - y.share(value) * area.getHeight();
  }

  /** Lines below the data, at the marks of axes that have numbers. */
  void paintGrid(Graphics2D g) {
    g.setColor(Theme.GRID);
    g.setStroke(new BasicStroke(1));
    if (x.axis().labels().isEmpty()) {
      for (Tick tick : xTicks) {
        double place = placeX(tick.value());
        g.draw(new Line2D.Double(place, area.getY(), place, area.getMaxY()));
      }
    }
    if (y.axis().labels().isEmpty()) {
      for (Tick tick : yTicks) {
        double place = placeY(tick.value());
        g.draw(new Line2D.Double(area.getX(), place, area.getMaxX(), place));
      }
    }
  }

  /** The axes themselves. */
  void paint(Graphics2D g) {
    g.setStroke(new BasicStroke(1));
    g.setColor(Theme.PALE_INK);
    g.draw(new Line2D.Double(area.getX(), area.getY(), area.getX(), area.getMaxY()));
    g.draw(new Line2D.Double(area.getX(), area.getMaxY(), area.getMaxX(), area.getMaxY()));
    xTicks.forEach(tick -> paintX(g, tick));
    yTicks.forEach(tick -> paintY(g, tick));
    paintTitles(g);
  }

  private void paintX(Graphics2D g, Tick tick) {
    double place = placeX(tick.value());
    double below = area.getMaxY() + MARK;
    g.setColor(Theme.PALE_INK);
    g.draw(new Line2D.Double(place, area.getMaxY(), place, below));
    g.setColor(Theme.INK);
    double width = Type.width(tick.label(), Theme.SMALL);
    if (sloping) {
      AffineTransform level = g.getTransform();
      g.rotate(SLOPE, place, below + 8);
      Type.draw(g, tick.label(), Theme.SMALL, place - width + 4, below + 12);
      g.setTransform(level);
    } else {
      Type.draw(g, tick.label(), Theme.SMALL, place - width / 2, below + 13);
    }
  }

  private void paintY(Graphics2D g, Tick tick) {
    double place = placeY(tick.value());
    if (tick.label().isBlank()) {
      return; // the only row of a strip has no name
    }
    g.setColor(Theme.PALE_INK);
    g.draw(new Line2D.Double(area.getX() - MARK, place, area.getX(), place));
    g.setColor(Theme.INK);
    double width = Type.width(tick.label(), Theme.SMALL);
    Type.draw(g, tick.label(), Theme.SMALL, area.getX() - MARK - 4 - width, place + 4);
  }

  private void paintTitles(Graphics2D g) {
    String title = x.axis().title();
    double width = Type.width(title, Theme.TEXT);
    Type.draw(
        g, title, Theme.TEXT, area.getCenterX() - width / 2, frame.height() - (double) MARGIN + 1);
    Type.drawUpwards(g, y.axis().title(), MARGIN + 10.0, area.getCenterY());
  }
}
