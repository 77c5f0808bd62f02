package unrolled.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Paper that remembers what was drawn on it. XChart draws a curve as one line a point: those that
 * join become one path here, so that its dashes run through and its file stays small.
 */
final class Recorder extends VectorGraphics2D {
  private final List<Mark> marks = new ArrayList<>();

  @Override
  public void draw(Shape shape) {
    BasicStroke stroke = (BasicStroke) getStroke();
    Mark mark = new Mark(onPaper(shape), getColor(), stroke, clipOnPaper());
    Mark before = marks.isEmpty() ? null : marks.get(marks.size() - 1);
    if (shape instanceof Line2D line && before != null && continues(before, mark, line)) {
      ((Path2D) before.shape()).lineTo(end(line).getX(), end(line).getY());
    } else if (shape instanceof Line2D) {
      marks.add(new Mark(new Path2D.Double(mark.shape()), mark.colour(), stroke, mark.clip()));
    } else {
      marks.add(mark);
    }
  }

  @Override
  public void fill(Shape shape) {
    boolean level = (getTransform().getType() & ~AffineTransform.TYPE_TRANSLATION) == 0;
    if (shape instanceof Rectangle2D rectangle && level && getColor().getAlpha() > 0) {
      // Kept as a rectangle, its edges are drawn sharp: cells of a heat map join without seams.
      Rectangle2D moved = onPaper(rectangle).getBounds2D();
      marks.add(new Mark(moved, getColor(), null, clipOnPaper()));
    } else if (getColor().getAlpha() > 0) {
      marks.add(new Mark(onPaper(shape), getColor(), null, clipOnPaper()));
    }
  }

  @Override
  public void drawString(String text, float x, float y) {
    GlyphVector glyphs = getFont().createGlyphVector(getFontRenderContext(), text);
    fill(glyphs.getOutline(x, y));
  }

  @Override
  public Graphics create() {
    throw new UnsupportedOperationException("paper is not shared");
  }

  List<Mark> marks() {
    return List.copyOf(marks);
  }

  /** Lets something draw into a part of the paper as if it were the whole. */
  void paintAt(Rectangle2D area, Consumer<Graphics2D> painter) {
    AffineTransform before = getTransform();
    translate(area.getX(), area.getY());
    painter.accept(this);
    setTransform(before);
    setClip(null);
  }

  private Shape onPaper(Shape shape) {
    return getTransform().createTransformedShape(shape);
  }

  private Shape clipOnPaper() {
    return getClip() == null ? null : onPaper(getClip());
  }

  private Point2D end(Line2D line) {
    return getTransform().transform(line.getP2(), null);
  }

  private boolean continues(Mark before, Mark mark, Line2D line) {
    Color colour = mark.colour();
    if (!(before.shape() instanceof Path2D path)
        || !colour.equals(before.colour())
        || !mark.stroke().equals(before.stroke())) {
      return false;
    }
    Point2D begin = getTransform().transform(line.getP1(), null);
    Point2D reached = path.getCurrentPoint();
    return reached != null && begin.equals(reached);
  }
}
