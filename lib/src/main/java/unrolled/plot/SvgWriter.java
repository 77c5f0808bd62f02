package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Marks as SVG, with coordinates to a twentieth of a pixel. */
final class SvgWriter {
  private SvgWriter() {}

  static String write(List<Mark> marks, int width, int height, String words) {
    StringBuilder body = new StringBuilder();
    Map<String, String> clips = new LinkedHashMap<>();
    for (Mark mark : marks) {
      body.append("<path d=\"").append(path(mark.shape())).append('"').append(paint(mark));
      body.append(mark.isSharp() ? " shape-rendering=\"crispEdges\"" : "");
      if (mark.clip() != null) {
        String id = clips.computeIfAbsent(path(mark.clip()), any -> "clip" + clips.size());
        body.append(" clip-path=\"url(#").append(id).append(")\"");
      }
      body.append("/>\n");
    }
    StringBuilder defs = new StringBuilder();
    clips.forEach(
        (path, id) ->
            defs.append("<clipPath id=\"%s\"><path d=\"%s\"/></clipPath>\n".formatted(id, path)));
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
        <title>%s</title>
        <defs>%s</defs>
        <rect width="100%%" height="100%%" fill="#fff"/>
        %s</svg>
        """
        .formatted(width, height, width, height, Markup.escape(words), defs, body);
  }

  private static String paint(Mark mark) {
    Color colour = mark.colour();
    String hex = "#%06x".formatted(colour.getRGB() & 0xffffff);
    String kind = mark.stroke() == null ? "fill" : "stroke";
    StringBuilder paint = new StringBuilder(" %s=\"%s\"".formatted(kind, hex));
    if (colour.getAlpha() < 255) {
      paint.append(" %s-opacity=\"%s\"".formatted(kind, number(colour.getAlpha() / 255.0)));
    }
    BasicStroke stroke = mark.stroke();
    if (stroke != null) {
      paint
          .append(" fill=\"none\" stroke-width=\"")
          .append(number(stroke.getLineWidth()))
          .append('"');
      if (stroke.getEndCap() == BasicStroke.CAP_ROUND) {
        paint.append(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
      }
      if (stroke.getDashArray() != null) {
        paint.append(" stroke-dasharray=\"");
        for (float dash : stroke.getDashArray()) {
          paint.append(number(dash)).append(' ');
        }
        paint.append('"');
      }
    }
    return paint.toString();
  }

  private static String path(Shape shape) {
    StringBuilder path = new StringBuilder();
    double[] p = new double[6];
    for (PathIterator i = shape.getPathIterator(new AffineTransform()); !i.isDone(); i.next()) {
      int points =
          switch (i.currentSegment(p)) {
            case PathIterator.SEG_MOVETO -> append(path, 'M', 1);
            case PathIterator.SEG_LINETO -> append(path, 'L', 1);
            case PathIterator.SEG_QUADTO -> append(path, 'Q', 2);
            case PathIterator.SEG_CUBICTO -> append(path, 'C', 3);
            default -> append(path, 'Z', 0);
          };
      for (int k = 0; k < 2 * points; k++) {
        path.append(k == 0 ? "" : " ").append(number(p[k]));
      }
    }
    return path.toString();
  }

  private static int append(StringBuilder path, char command, int points) {
    path.append(command);
    return points;
  }

  private static String number(double value) {
    long twentieths = Math.round(value * 20);
    return twentieths % 20 == 0
        ? Long.toString(twentieths / 20)
        : Double.toString(twentieths * 5 / 100.0);
  }
}
