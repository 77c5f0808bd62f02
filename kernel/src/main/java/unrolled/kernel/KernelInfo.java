package unrolled.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** What a front end wants to know of a kernel. */
final class KernelInfo {
  private KernelInfo() {}

  static JsonObject reply() {
    JsonObject language = new JsonObject();
    language.addProperty("name", "java");
    language.addProperty("version", Runtime.version().toString());
    language.addProperty("mimetype", "text/x-java");
    language.addProperty("file_extension", ".java");
    language.addProperty("pygments_lexer", "java");
    language.addProperty("codemirror_mode", "text/x-java");
    JsonArray links = new JsonArray();
    JsonObject link = new JsonObject();
    link.addProperty("text", "Java's library");
    link.addProperty(
        "url",
        "https://docs.oracle.com/en/java/javase/" + Runtime.version().feature() + "/docs/api/");
    links.add(link);
    JsonObject content = new JsonObject();
    content.addProperty("status", "ok");
    content.addProperty("protocol_version", "5.3");
    content.addProperty("implementation", "unrolled");
    content.addProperty("implementation_version", Versions.kernel());
    content.add("language_info", language);
    content.addProperty(
        "banner", "Java " + Runtime.version() + ", the kernel of Unrolled " + Versions.kernel());
    content.add("help_links", links);
    content.addProperty("debugger", false);
    return content;
  }
}
