package unrolled.kernel.output;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Values of the JDK as JSON and back: maps, lists, text, numbers. */
final class Json {
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");

  private Json() {}

  static JsonObject object(Map<?, ?> map) {
    JsonObject object = new JsonObject();
    map.forEach((name, value) -> object.add(String.valueOf(name), of(value)));
    return object;
  }

  static JsonElement of(Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof Map<?, ?> map) {
      return object(map);
    }
    if (value instanceof Iterable<?> items) {
      JsonArray array = new JsonArray();
      items.forEach(item -> array.add(of(item)));
      return array;
    }
    if (value instanceof byte[] bytes) {
      return new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
    }
    if (value instanceof Boolean yes) {
      return new JsonPrimitive(yes);
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return new JsonPrimitive(number);
    }
    // JSON has no NaN and no infinity: they travel as text.
    return new JsonPrimitive(value.toString());
  }

  /** The members of an object as maps, lists, text, numbers and booleans. */
  static Map<String, Object> map(JsonObject object) {
    Map<String, Object> map = new HashMap<>();
    object.entrySet().forEach(member -> map.put(member.getKey(), plain(member.getValue())));
    return map;
  }

  private static Object plain(JsonElement element) {
    if (element.isJsonObject()) {
      return map(element.getAsJsonObject());
    }
    if (element.isJsonArray()) {
      return element.getAsJsonArray().asList().stream().map(Json::plain).toList();
    }
    if (element.isJsonNull()) {
      return null;
    }
    JsonPrimitive primitive = element.getAsJsonPrimitive();
    if (primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    if (!primitive.isNumber()) {
      return primitive.getAsString();
    }
    return WHOLE.matcher(primitive.getAsString()).matches()
        ? (Object) primitive.getAsLong()
        : (Object) primitive.getAsDouble();
  }

  static JsonObject object(String name, Object value) {
    return object(Map.of(name, value));
  }
}
