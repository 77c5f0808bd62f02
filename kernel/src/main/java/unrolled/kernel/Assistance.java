package unrolled.kernel;

import com.google.gson.JsonObject;
import java.util.Optional;
import unrolled.kernel.engine.Help;
import unrolled.kernel.protocol.Message;

/** Answers what a front end asks while the user writes. */
final class Assistance {
  private final Help help;

  Assistance(Help help) {
    this.help = help;
  }

  JsonObject complete(Message request) {
    String code = request.text("code", "");
    int cursor = CodePoints.toIndex(code, request.number("cursor_pos", 0));
    Help.Completions completions = help.complete(code, cursor);
    JsonObject content = Contents.ok();
    content.add("matches", Contents.texts(completions.texts()));
    content.addProperty("cursor_start", CodePoints.ofIndex(code, completions.start()));
    content.addProperty("cursor_end", CodePoints.ofIndex(code, cursor));
    content.add("metadata", new JsonObject());
    return content;
  }

  JsonObject inspect(Message request) {
    String code = request.text("code", "");
    int cursor = CodePoints.toIndex(code, request.number("cursor_pos", 0));
    Optional<Help.Document> document = help.document(code, cursor);
    JsonObject data = new JsonObject();
    document.ifPresent(
        found -> {
          data.addProperty("text/plain", found.text());
          data.addProperty("text/html", found.html());
        });
    JsonObject content = Contents.ok();
    content.addProperty("found", document.isPresent());
    content.add("data", data);
    content.add("metadata", new JsonObject());
    return content;
  }

  JsonObject isComplete(Message request) {
    String status = help.completeness(request.text("code", ""));
    JsonObject content = Contents.status(status);
    if (status.equals("incomplete")) {
      content.addProperty("indent", "");
    }
    return content;
  }
}
