package unrolled.kernel.output;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.imageio.ImageIO;

/**
 * What is shown of a value: always text, and richer types where the value or a library has them.
 */
public final class Rendering {
  private static final String TEXT = "text/plain";

  private final List<Function<Object, Map<String, Object>>> renderers =
      Collections.synchronizedList(new ArrayList<>());

  /**
   * Lets a library show its own types: the function gives content by MIME type, or null for what is
   * not its own.
   */
  public void add(Function<Object, Map<String, Object>> renderer) {
    renderers.add(0, renderer);
  }

  /** A value's content by MIME type. */
  public Map<String, Object> render(Object value) {
    Map<String, Object> content = new LinkedHashMap<>();
    for (Function<Object, Map<String, Object>> renderer : List.copyOf(renderers)) {
      Map<String, Object> own = renderer.apply(value);
      if (own != null) {
        content.putAll(own);
        break;
      }
    }
    if (value instanceof BufferedImage image) {
      content.putIfAbsent("image/png", png(image));
      content.putIfAbsent(
          TEXT, "image, " + image.getWidth() + " x " + image.getHeight() + " pixels");
    }
    content.computeIfAbsent(TEXT, any -> Text.of(value));
    return content;
  }

  /** Content as {@code display_data} and its like carry it. */
  public JsonObject content(Map<String, Object> byType) {
    JsonObject content = new JsonObject();
    content.add("data", Json.object(byType));
    content.add("metadata", new JsonObject());
    return content;
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
