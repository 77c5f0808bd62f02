package unrolled.kernel.output;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.imageio.ImageIO;

/**
 * What is shown of a value: always text, and richer types where the value or a library has them.
 */
public final class Rendering {
  private static final int ELEMENTS = 1000;
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
    if (!content.containsKey(TEXT)) {
      StringBuilder text = new StringBuilder();
      append(text, value, Collections.newSetFromMap(new IdentityHashMap<>()));
      content.put(TEXT, text.toString());
    }
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

  /**
   * Containers are walked, so that arrays inside them are readable and a million elements are not
   * all shown.
   */
  private static void append(StringBuilder text, Object value, Set<Object> above) {
    boolean container = value instanceof Collection || value instanceof Map || isArray(value);
    if (!container) {
      text.append(value);
    } else if (!above.add(value)) {
      text.append("(this)");
    } else {
      if (value instanceof Map<?, ?> map) {
        appendMap(text, map, above);
      } else if (value instanceof Collection<?> items) {
        appendItems(text, items.stream().limit(ELEMENTS).toList(), items.size(), above);
      } else {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < Math.min(Array.getLength(value), ELEMENTS); i++) {
          items.add(Array.get(value, i));
        }
        appendItems(text, items, Array.getLength(value), above);
      }
      above.remove(value);
    }
  }

  private static boolean isArray(Object value) {
    return value != null && value.getClass().isArray();
  }

  private static void appendItems(StringBuilder text, List<?> items, int size, Set<Object> above) {
    text.append('[');
    for (int i = 0; i < items.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      append(text, items.get(i), above);
    }
    appendRest(text, size);
    text.append(']');
  }

  private static void appendMap(StringBuilder text, Map<?, ?> map, Set<Object> above) {
    text.append('{');
    int shown = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (shown == ELEMENTS) {
        break;
      }
      text.append(shown++ == 0 ? "" : ", ");
      append(text, entry.getKey(), above);
      text.append('=');
      append(text, entry.getValue(), above);
    }
    appendRest(text, map.size());
    text.append('}');
  }

  private static void appendRest(StringBuilder text, int size) {
    if (size > ELEMENTS) {
      text.append(", ... %,d more".formatted(size - ELEMENTS));
    }
  }
}
