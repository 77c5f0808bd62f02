package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;

/** A shape a series, each with a white rim so that it is seen on its own line and on others. */
final class Markers {
  private static final List<Shape> SHAPES =
      List.of(
          new Ellipse2D.Double(-1, -1, 2, 2),
          new Rectangle2D.Double(-0.88, -0.88, 1.76, 1.76),
          polygon(0, -1.2, 1.1, 0.8, -1.1, 0.8),
          polygon(0, -1.25, 1.25, 0, 0, 1.25, -1.25, 0),
          polygon(0, 1.2, 1.1, -0.8, -1.1, -0.8),
          polygon(
              -.4, -1.2, .4, -1.2, .4, -.4, 1.2, -.4, 1.2, .4, .4, .4, .4, 1.2, -.4, 1.2, -.4, .4,
              -1.2, .4, -1.2, -.4, -.4, -.4));
  private static final BasicStroke RIM = new BasicStroke(1);

  private Markers() {}

  /** Paints a marker: whole where its middle can be seen, so that none is halved at the rim. */
  static void paint(java.awt.Graphics2D g, int series, double x, double y, double size) {
    Shape clip = g.getClip();
    if (clip != null && clip.intersects(x - 0.5, y - 0.5, 1, 1)) {
      g.setClip(null);
    }
    AffineTransform place = AffineTransform.getTranslateInstance(x, y);
    place.scale(size / 2, size / 2);
    Shape shape = place.createTransformedShape(SHAPES.get(series % SHAPES.size()));
    Color colour = g.getColor();
    g.fill(shape);
    g.setColor(Theme.PAPER);
    g.setStroke(RIM);
    g.draw(shape);
    g.setColor(colour);
    g.setClip(clip);
  }

  /** The same for XChart. */
  static Marker of(int series) {
    return new Marker() {
      @Override
      public void paint(java.awt.Graphics2D g, double x, double y, int size) {
        Markers.paint(g, series, x, y, size);
      }
    };
  }

  private static Shape polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
