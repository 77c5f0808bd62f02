package unrolled.lab;

import java.util.Map;
import java.util.function.Function;

/** No kernel: what is shown is printed as text. */
final class TextScreen implements Screen {
  @Override
  public void display(Map<String, Object> content, String id) {
    Object text = content.getOrDefault(TEXT, content.get(MARKDOWN));
    System.out.println(text);
  }

  @Override
  public void update(Map<String, Object> content, String id) {
    display(content, id);
  }

  @Override
  public void render(Function<Object, Map<String, Object>> view) {
    // There are no cells whose values could be shown.
  }
}
