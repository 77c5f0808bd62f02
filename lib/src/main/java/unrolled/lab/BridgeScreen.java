package unrolled.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** This kit's kernel, spoken to in types of the JDK. */
final class BridgeScreen implements Screen {
  private static final String PROPERTY = "unrolled.kernel";

  private final BiFunction<String, Map<String, Object>, Object> bridge;

  private BridgeScreen(BiFunction<String, Map<String, Object>, Object> bridge) {
    this.bridge = bridge;
  }

  @SuppressWarnings("unchecked")
  static Optional<Screen> find() {
    return System.getProperties().get(PROPERTY) instanceof BiFunction<?, ?, ?> bridge
        ? Optional.of(new BridgeScreen((BiFunction<String, Map<String, Object>, Object>) bridge))
        : Optional.empty();
  }

  @Override
  public void display(Map<String, Object> content, String id) {
    send("display", content, id);
  }

  @Override
  public void update(Map<String, Object> content, String id) {
    send("update_display", content, id);
  }

  private void send(String command, Map<String, Object> content, String id) {
    Map<String, Object> arguments = new HashMap<>();
    arguments.put("data", content);
    arguments.put("display_id", id);
    var unused = bridge.apply(command, arguments);
  }

  @Override
  public void render(Function<Object, Map<String, Object>> view) {
    var unused = bridge.apply("add_renderer", Map.of("function", view));
  }
}
