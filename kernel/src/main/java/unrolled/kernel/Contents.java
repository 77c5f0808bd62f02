package unrolled.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import unrolled.kernel.engine.Failure;

/** The contents that many replies have in common. */
final class Contents {
  private Contents() {}

  static JsonObject ok() {
    return status("ok");
  }

  static JsonObject status(String status) {
    JsonObject content = new JsonObject();
    content.addProperty("status", status);
    return content;
  }

  static JsonObject error(Failure failure) {
    JsonObject content = status("error");
    content.addProperty("ename", failure.name());
    content.addProperty("evalue", failure.message());
    content.add("traceback", texts(failure.trace()));
    return content;
  }

  static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
