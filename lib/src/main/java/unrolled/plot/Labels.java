package unrolled.plot;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Small text over the data that keeps out of the way of what has been written before. */
final class Labels {
  private static final int HEIGHT = 16;
  private static final int ASCENT = 12;
  private static final int GAP = 5;
  private static final int STEP = 6;

  private final Graphics2D g;
  private final Rectangle2D area;
  private final List<Rectangle2D> taken = new ArrayList<>();

  Labels(Graphics2D g, Rectangle2D area) {
    this.g = g;
    this.area = area;
  }

  /** Writes text that ends at x and stands on y; where that is taken, further left. */
  void endAt(String text, double x, double y) {
    double width = Type.width(text, Theme.SMALL);
    Rectangle2D place = place(x - width, y, width);
    while (isTaken(place) && place.getX() - STEP >= area.getX()) {
      place.setRect(place.getX() - STEP, place.getY(), width, HEIGHT);
    }
    write(text, isTaken(place) ? place(x - width, y, width) : place);
  }

  /** Writes text that begins at x and stands on y; where that is taken, further down. */
  void beginAt(String text, double x, double y) {
    double width = Type.width(text, Theme.SMALL);
    double left = x + width > area.getMaxX() ? Math.max(area.getX(), area.getMaxX() - width) : x;
    Rectangle2D place = place(left, y, width);
    while (isTaken(place) && place.getMaxY() + HEIGHT < area.getMaxY()) {
      place.setRect(left, place.getY() + HEIGHT, width, HEIGHT);
    }
    write(text, place);
  }

  /** Writes text to the right of an upright line at x, or to its left where there is no room. */
  void beside(String text, double x, double y) {
    double width = Type.width(text, Theme.SMALL);
    double before = x - GAP - width;
    boolean goesBefore = x + GAP + width > area.getMaxX() && before >= area.getX();
    beginAt(text, goesBefore ? before : x + GAP, y);
  }

  /** Writes text centred at x, standing on y, whatever is there. */
  void centreAt(String text, double x, double y) {
    double width = Type.width(text, Theme.SMALL);
    write(text, place(x - width / 2, y, width));
  }

  private static Rectangle2D place(double x, double y, double width) {
    return new Rectangle2D.Double(x, y - ASCENT, width, HEIGHT);
  }

  private boolean isTaken(Rectangle2D place) {
    return taken.stream().anyMatch(place::intersects);
  }

  private void write(String text, Rectangle2D place) {
    taken.add(place);
    g.setColor(Theme.VEIL); // it may stand on a bar
    g.fill(place);
    g.setColor(Theme.INK);
    Type.drawOnLines(g, text, Theme.SMALL, place.getX(), place.getY() + ASCENT);
  }
}
