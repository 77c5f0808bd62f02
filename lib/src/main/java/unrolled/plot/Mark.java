package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/**
 * A shape on the paper, in CSS pixels.
 *
 * @param stroke null where the shape is filled
 * @param clip null where nothing is cut
 */
record Mark(Shape shape, Color colour, BasicStroke stroke, Shape clip) {
  /** Whether the mark is a filled rectangle, which needs no smoothing. */
  boolean isSharp() {
    return stroke == null && shape instanceof Rectangle2D;
  }

  Mark moved(double dx, double dy) {
    AffineTransform move = AffineTransform.getTranslateInstance(dx, dy);
    return new Mark(
        isSharp()
            ? move.createTransformedShape(shape).getBounds2D()
            : move.createTransformedShape(shape),
        colour,
        stroke,
        clip == null ? null : move.createTransformedShape(clip));
  }
}
