package unrolled.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a kernel listens and how its messages are signed: the file that Jupyter writes for each
 * kernel it starts.
 *
 * @param key the key of the signatures; empty where messages are not signed
 */
public record ConnectionFile(
    String transport,
    String ip,
    int shellPort,
    int controlPort,
    int stdinPort,
    int heartbeatPort,
    int iopubPort,
    String key) {

  private static final String SCHEME = "hmac-sha256";

  /**
   * Reads a connection file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is not a connection file, or asks for signatures other
   *     than HMAC-SHA256
   */
  public static ConnectionFile read(Path file) throws IOException {
    try {
      JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      String key = text(json, "key", "");
      String scheme = text(json, "signature_scheme", SCHEME);
      if (!key.isEmpty() && !scheme.equals(SCHEME)) {
        throw new IllegalArgumentException(
            "signature_scheme: expected " + SCHEME + ", got " + scheme);
      }
      return new ConnectionFile(
          text(json, "transport", "tcp"),
          text(json, "ip", "127.0.0.1"),
          port(json, "shell_port"),
          port(json, "control_port"),
          port(json, "stdin_port"),
          port(json, "hb_port"),
          port(json, "iopub_port"),
          key);
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw new IllegalArgumentException(
          "connection file " + file + ": expected Jupyter's JSON, got something else", e);
    }
  }

  /**
   * The address of a port, such as {@code tcp://127.0.0.1:5555}; for {@code ipc} the port is a
   * suffix of the path.
   */
  String address(int port) {
    return transport + "://" + ip + (transport.equals("ipc") ? "-" : ":") + port;
  }

  private static String text(JsonObject json, String name, String otherwise) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? otherwise : value.getAsString();
  }

  private static int port(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("connection file: expected " + name + ", got none");
    }
    return value.getAsInt();
  }
}
