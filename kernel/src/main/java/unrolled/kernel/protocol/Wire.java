package unrolled.kernel.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Messages as frames: identities, a delimiter, the signature, four JSON objects, then buffers. A
 * frame that is not what it should be makes a {@link BadMessageException}, never anything else:
 * whoever can reach the port can send anything.
 */
final class Wire {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(UTF_8);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int JSON_FRAMES = 4;

  private final byte[] key;

  Wire(String key) {
    this.key = key.getBytes(UTF_8);
  }

  List<byte[]> encode(Message message) {
    List<byte[]> json = new ArrayList<>();
    for (JsonObject part :
        List.of(message.header(), message.parent(), message.metadata(), message.content())) {
      json.add(part.toString().getBytes(UTF_8));
    }
    List<byte[]> frames = new ArrayList<>(message.identities());
    frames.add(DELIMITER);
    frames.add(sign(json));
    frames.addAll(json);
    frames.addAll(message.buffers());
    return frames;
  }

  Message decode(List<byte[]> frames) throws BadMessageException {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    int first = delimiter + 2;
    if (frames.size() < first + JSON_FRAMES) {
      throw new BadMessageException(
          "frames: expected a delimiter, a signature and four JSON objects");
    }
    List<byte[]> json = frames.subList(first, first + JSON_FRAMES);
    if (!MessageDigest.isEqual(frames.get(delimiter + 1), sign(json))) {
      throw new BadMessageException("signature: expected the one of this connection's key");
    }
    JsonObject header = object(json.get(0));
    JsonElement type = header.get("msg_type");
    if (type == null || !type.isJsonPrimitive()) {
      throw new BadMessageException("header: expected a msg_type");
    }
    return new Message(
        frames.subList(0, delimiter),
        header,
        object(json.get(1)),
        object(json.get(2)),
        object(json.get(3)),
        frames.subList(first + JSON_FRAMES, frames.size()));
  }

  private static JsonObject object(byte[] frame) throws BadMessageException {
    try {
      JsonElement parsed = JsonParser.parseString(new String(frame, UTF_8));
      if (parsed.isJsonObject()) {
        return parsed.getAsJsonObject();
      }
    } catch (JsonParseException | StackOverflowError | NumberFormatException e) {
      throw new BadMessageException(
          "frame: expected a JSON object, got " + e.getClass().getSimpleName());
    }
    throw new BadMessageException("frame: expected a JSON object");
  }

  private byte[] sign(List<byte[]> json) {
    if (key.length == 0) {
      return new byte[0];
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      json.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal()).getBytes(UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
