package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;

/** Text as outlines: it looks the same wherever the picture is shown. */
final class Type {
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private Type() {}

  static double width(String text, Font font) {
    return font.getStringBounds(text, CONTEXT).getWidth();
  }

  /** Draws text from x on, standing on the line y, in the present colour. */
  static void draw(Graphics2D g, String text, Font font, double x, double y) {
    g.fill(outline(text, font, x, y));
  }

  /** The same with paper around it, so that it is read over lines. */
  static void drawOnLines(Graphics2D g, String text, Font font, double x, double y) {
    Shape outline = outline(text, font, x, y);
    var ink = g.getColor();
    g.setColor(Theme.PAPER);
    g.setStroke(new BasicStroke(3.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(outline);
    g.setColor(ink);
    g.fill(outline);
  }

  /** Draws a title that reads upwards, standing on the vertical line x, centred at y. */
  static void drawUpwards(Graphics2D g, String text, double x, double y) {
    AffineTransform level = g.getTransform();
    g.rotate(-Math.PI / 2, x, y);
    draw(g, text, Theme.TEXT, x - width(text, Theme.TEXT) / 2, y);
    g.setTransform(level);
  }

  private static Shape outline(String text, Font font, double x, double y) {
    return font.createGlyphVector(CONTEXT, text).getOutline((float) x, (float) y);
  }

  /** Breaks text between words into lines of at most this width. */
  static List<String> wrap(String text, Font font, double width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
      if (!line.isEmpty() && width(line + " " + word, font) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }
}
