package unrolled.lesson;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * A drawing of boxes and arrows on white paper, so that it reads on dark pages and in print. Its
 * colours are safe for colour-blind readers and never the only sign of a meaning.
 */
final class Sketch {
  static final String INPUT = "#cfe3f5";
  static final String STATE = "#fbe3b5";
  static final String OUTPUT = "#cdeadb";
  private static final String INK = "#222222";

  private final int width;
  private final int height;
  private final StringBuilder body = new StringBuilder();

  Sketch(int width, int height) {
    this.width = width;
    this.height = height;
  }

  private Sketch add(String format, Object... values) {
    body.append(String.format(Locale.ROOT, format, values)).append('\n');
    return this;
  }

  /** A box around its centre with words in it. */
  Sketch box(double x, double y, double w, double h, String fill, String words) {
    add(
        "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' rx='6' fill='%s' stroke='%s'/>",
        x - w / 2, y - h / 2, w, h, fill, INK);
    return text(x, y + 5, 15, words);
  }

  /** A circle with words in it. */
  Sketch circle(double x, double y, double radius, String fill, String words) {
    add("<circle cx='%.1f' cy='%.1f' r='%.1f' fill='%s' stroke='%s'/>", x, y, radius, fill, INK);
    return text(x, y + 5, 15, words);
  }

  /** A line without a tip, as thick as asked. */
  Sketch line(double x1, double y1, double x2, double y2, double thickness) {
    return add(
        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-width='%.1f'/>",
        x1, y1, x2, y2, INK, thickness);
  }

  /** Words around their middle. */
  Sketch text(double x, double y, int size, String words) {
    return add(
        "<text x='%.1f' y='%.1f' font-size='%d' text-anchor='middle' fill='%s'>%s</text>",
        x, y, size, INK, words);
  }

  Sketch arrow(double x1, double y1, double x2, double y2) {
    return add(
        "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-width='1.6' marker-end='url(#tip)'/>",
        x1, y1, x2, y2, INK);
  }

  /** An arrow along an SVG path. */
  Sketch curve(String path) {
    return add(
        "<path d='%s' fill='none' stroke='%s' stroke-width='1.6' marker-end='url(#tip)'/>",
        path, INK);
  }

  private String svg() {
    return """
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' font-family='DejaVu Sans, Verdana, sans-serif'>
        <defs><marker id='tip' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='7' markerHeight='7' orient='auto'><path d='M0,0 L8,4 L0,8 z' fill='%s'/></marker></defs>
        <rect width='100%%' height='100%%' fill='#ffffff'/>
        %s</svg>
        """
        .formatted(width, height, width, height, INK, body);
  }

  /** The drawing as an image element with alternative text. */
  String html(String alternativeText) {
    String data = Base64.getEncoder().encodeToString(svg().getBytes(StandardCharsets.UTF_8));
    return "<img alt=\"%s\" style=\"width:%dpx;max-width:100%%;height:auto\" src=\"data:image/svg+xml;base64,%s\"/>"
        .formatted(alternativeText, width, data);
  }
}
