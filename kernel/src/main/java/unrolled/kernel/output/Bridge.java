package unrolled.kernel.output;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How a library on the user's class path speaks with the kernel, in types of the JDK only: no class
 * of one is known to the other. It is found under {@link #PROPERTY} in the system's properties. A
 * call is a command with named arguments:
 *
 * <ul>
 *   <li>{@code name}: gives the kernel's name
 *   <li>{@code display} and {@code update_display} with {@code data} (content by MIME type), {@code
 *       metadata} and {@code display_id}
 *   <li>{@code clear_output} with {@code wait}
 *   <li>{@code add_renderer} with {@code function}, a {@link Function} from a value to its content
 *       by MIME type, or null
 *   <li>{@code comm_open}, {@code comm_msg}, {@code comm_close} with {@code comm_id}, {@code
 *       target_name}, {@code data}, {@code metadata} and {@code buffers}, a list of {@code byte[]};
 *       {@code on_comm} with {@code comm_id} or {@code target_name} and a {@code handler}, a {@link
 *       java.util.function.Consumer} of maps with the same names and {@code type}
 * </ul>
 */
public final class Bridge implements BiFunction<String, Map<String, Object>, Object> {
  /** Where the bridge is found. */
  public static final String PROPERTY = "unrolled.kernel";

  private final Streams streams;
  private final Rendering rendering;
  private final Comms comms;

  /** A bridge to the output of the calling cell. */
  public Bridge(Streams streams, Rendering rendering, Comms comms) {
    this.streams = streams;
    this.rendering = rendering;
    this.comms = comms;
  }

  /** Makes the bridge known to the user's code. */
  public void install() {
    System.getProperties().put(PROPERTY, this);
  }

  @Override
  public Object apply(String command, Map<String, Object> arguments) {
    switch (command) {
      case "name" -> {
        return "Unrolled";
      }
      case "display" -> publish("display_data", display(arguments));
      case "update_display" -> publish("update_display_data", display(arguments));
      case "clear_output" ->
          publish("clear_output", Json.object("wait", Boolean.TRUE.equals(arguments.get("wait"))));
      case "add_renderer" -> rendering.add(renderer(arguments.get("function")));
      case "comm_open", "comm_msg", "comm_close" -> comms.send(command, arguments, cell(command));
      case "on_comm" -> comms.on(arguments);
      default ->
          throw new IllegalArgumentException(
              "command: expected one of the bridge's, got " + command);
    }
    return null;
  }

  private void publish(String type, JsonObject content) {
    cell(type).publish(type, content);
  }

  private CellOutput cell(String command) {
    CellOutput output = streams.current();
    if (output == null) {
      throw new IllegalStateException(command + ": expected a running cell, there is none");
    }
    return output;
  }

  private static JsonObject display(Map<String, Object> arguments) {
    JsonObject content = new JsonObject();
    content.add("data", part(arguments, "data"));
    content.add("metadata", part(arguments, "metadata"));
    Object id = arguments.get("display_id");
    content.add("transient", id == null ? new JsonObject() : Json.object("display_id", id));
    return content;
  }

  private static JsonObject part(Map<String, Object> arguments, String name) {
    return arguments.get(name) instanceof Map<?, ?> map ? Json.object(map) : new JsonObject();
  }

  @SuppressWarnings("unchecked")
  private static Function<Object, Map<String, Object>> renderer(Object function) {
    if (function instanceof Function<?, ?> renderer) {
      return (Function<Object, Map<String, Object>>) renderer;
    }
    throw new IllegalArgumentException(
        "function: expected a java.util.function.Function, got " + function);
  }
}
