package unrolled.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/**
 * One message of the protocol.
 *
 * @param identities the routing frames in front of the delimiter: who sent it, or who is to get it
 * @param header its type, number, session and date
 * @param parent the header of the message that caused this one; empty where there is none
 */
public record Message(
    List<byte[]> identities,
    JsonObject header,
    JsonObject parent,
    JsonObject metadata,
    JsonObject content,
    List<byte[]> buffers) {

  private static final String PROTOCOL_VERSION = "5.3";

  /** Copies the lists. */
  public Message {
    identities = List.copyOf(identities);
    buffers = List.copyOf(buffers);
  }

  /** A message that answers, or is caused by, this one; it goes to whoever sent this one. */
  public Message answer(String type, JsonObject answer) {
    return new Message(
        identities, newHeader(type, header), header, new JsonObject(), answer, List.of());
  }

  /** The message's type, such as {@code execute_request}. */
  public String type() {
    return header.get("msg_type").getAsString();
  }

  /** A text of the content, or what is given where it is missing or no text. */
  public String text(String name, String otherwise) {
    JsonElement value = content.get(name);
    boolean text = value != null && value.isJsonPrimitive();
    return text ? value.getAsString() : otherwise;
  }

  /** A whole number of the content, or what is given where it is missing or no number. */
  public int number(String name, int otherwise) {
    JsonElement value = content.get(name);
    boolean number =
        value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    return number ? value.getAsInt() : otherwise;
  }

  /** A yes or no of the content, or what is given where it is missing or neither. */
  public boolean flag(String name, boolean otherwise) {
    JsonElement value = content.get(name);
    boolean yesOrNo =
        value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
    return yesOrNo ? value.getAsBoolean() : otherwise;
  }

  private static JsonObject newHeader(String type, JsonObject parent) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.add("session", parent.get("session"));
    header.addProperty("username", "kernel");
    header.addProperty(
        "date", OffsetDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    header.addProperty("msg_type", type);
    header.addProperty("version", PROTOCOL_VERSION);
    return header;
  }
}
