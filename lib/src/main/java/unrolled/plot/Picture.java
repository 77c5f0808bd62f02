package unrolled.plot;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Something drawn, with words for those who cannot see it. */
public interface Picture {
  /** The picture as a document of its own, in Scalable Vector Graphics. */
  String svg();

  /** What the picture shows, in words. */
  String alternativeText();

  /** Width in CSS pixels. */
  int width();

  /**
   * The picture as an {@code img} element that carries its data, with alternative text: visible in
   * every front end, also where scripts and bare SVG are stripped.
   */
  default String html() {
    return image("image/svg+xml", svg().getBytes(StandardCharsets.UTF_8));
  }

  /** An {@code img} element of this picture with these data. */
  default String image(String mimeType, byte[] data) {
    return "<img alt=\"%s\" style=\"width:%dpx;max-width:100%%;height:auto;background:#fff\" src=\"data:%s;base64,%s\"/>"
        .formatted(
            Markup.escape(alternativeText()),
            width(),
            mimeType,
            Base64.getEncoder().encodeToString(data));
  }
}
