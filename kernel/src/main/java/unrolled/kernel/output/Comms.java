package unrolled.kernel.output;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import unrolled.kernel.protocol.Message;

/** Open lines between widgets in the front end and handlers among the user's objects. */
public final class Comms {
  private final Map<String, String> targets = new ConcurrentHashMap<>();
  private final Map<String, Consumer<Map<String, Object>>> handlers = new ConcurrentHashMap<>();

  /** Sends a message of the user's side, and notes what it opens or closes. */
  void send(String command, Map<String, Object> arguments, CellOutput output) {
    String id = String.valueOf(arguments.get("comm_id"));
    if (command.equals("comm_open")) {
      targets.put(id, String.valueOf(arguments.get("target_name")));
    } else if (command.equals("comm_close")) {
      forget(id);
    }
    Map<String, Object> content = new HashMap<>(arguments);
    Object metadata = content.remove("metadata");
    Object buffers = content.remove("buffers");
    content.putIfAbsent("data", Map.of());
    output.publish(
        command,
        Json.object(content),
        metadata instanceof Map<?, ?> map ? Json.object(map) : new JsonObject(),
        buffers instanceof List<?> list ? bytes(list) : List.of());
  }

  /** Sets the handler of a line, or of every line that the front end opens to a target. */
  @SuppressWarnings("unchecked")
  void on(Map<String, Object> arguments) {
    Object address = arguments.getOrDefault("comm_id", arguments.get("target_name"));
    if (address == null || !(arguments.get("handler") instanceof Consumer<?> handler)) {
      throw new IllegalArgumentException(
          "on_comm: expected comm_id or target_name, and handler, a java.util.function.Consumer, got "
              + arguments);
    }
    handlers.put(String.valueOf(address), (Consumer<Map<String, Object>>) handler);
  }

  private static List<byte[]> bytes(List<?> buffers) {
    return buffers.stream().map(byte[].class::cast).toList();
  }

  private void forget(String id) {
    targets.remove(id);
    handlers.remove(id);
  }

  /**
   * What is to be done with a message of the front end.
   *
   * @return null where nobody listens
   */
  public Runnable receive(Message message) {
    String id = message.text("comm_id", "");
    String target = message.text("target_name", targets.getOrDefault(id, ""));
    Consumer<Map<String, Object>> handler = handlers.getOrDefault(id, handlers.get(target));
    if (message.type().equals("comm_close")) {
      forget(id);
    } else if (handler != null) {
      targets.put(id, target);
    }
    Map<String, Object> content = Json.map(message.content());
    content.put("type", message.type());
    content.put("metadata", Json.map(message.metadata()));
    content.put("buffers", message.buffers());
    return handler == null ? null : () -> handler.accept(content);
  }

  /**
   * The open lines, as {@code comm_info_reply} has them; of one target, or of all where it is
   * empty.
   */
  public JsonElement info(String target) {
    JsonObject open = new JsonObject();
    targets.forEach(
        (id, name) -> {
          if (target.isEmpty() || target.equals(name)) {
            open.add(id, Json.object("target_name", name));
          }
        });
    return open;
  }
}
