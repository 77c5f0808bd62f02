package unrolled.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/**
 * The safetensors format: eight bytes with the length of a header, little-endian; the header, JSON
 * that gives each tensor's type, shape and place; then the numbers, side by side without a gap.
 *
 * @param metadata words for people and programs
 * @param tensors by name, in the order of the file; F32 and F64
 */
record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  /** As in the format's own implementation. */
  private static final int LONGEST_HEADER = 100_000_000;

  private static final String METADATA = "__metadata__";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  Safetensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** Where a tensor's numbers lie behind the header. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier inside this class, never compared
  private record Entry(String name, DataType type, long[] shape, long begin, long end) {}

  static IllegalArgumentException wrong(String what, String expected, Object got) {
    return new IllegalArgumentException(what + ": expected " + expected + ", got " + got);
  }

  static Safetensors read(Path file) throws IOException {
    return parse(Files.readAllBytes(file));
  }

  /**
   * Reads the bytes of a file.
   *
   * @throws IllegalArgumentException in one line, if it is damaged or no such file
   */
  static Safetensors parse(byte[] bytes) {
    if (bytes.length < 8) {
      throw wrong("file", "a safetensors file of at least 8 bytes", bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = buffer.getLong();
    if (length < 2 || length > Math.min(LONGEST_HEADER, bytes.length - 8L)) {
      throw wrong(
          "header",
          "a length of 2 to " + Math.min(LONGEST_HEADER, bytes.length - 8L) + " bytes",
          Long.toUnsignedString(length) + " (damaged, or no safetensors file)");
    }
    JsonNode header = json(new String(bytes, 8, (int) length, StandardCharsets.UTF_8));
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getKey().equals(METADATA)) {
        metadata = metadata(field.getValue());
      } else {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    checkPlaces(entries, bytes.length - 8 - length);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      int at = (int) (8 + length + entry.begin());
      tensors.put(
          entry.name(), tensor(entry, buffer.slice(at, (int) (entry.end() - entry.begin()))));
    }
    return new Safetensors(metadata, tensors);
  }

  private static JsonNode json(String header) {
    JsonNode node;
    try {
      node = JSON.readTree(header);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "header: expected JSON, got something else (damaged, or no safetensors file)", e);
    }
    if (!node.isObject()) {
      throw wrong("header", "a JSON object", node.getNodeType());
    }
    return node;
  }

  private static Map<String, String> metadata(JsonNode node) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (!field.getValue().isTextual()) {
        throw wrong("metadata, " + field.getKey(), "a string", field.getValue().getNodeType());
      }
      metadata.put(field.getKey(), field.getValue().textValue());
    }
    return metadata;
  }

  private static Entry entry(String name, JsonNode node) {
    String dtype = node.path("dtype").asText("none");
    DataType type =
        switch (dtype) {
          case "F32" -> DataType.FLOAT;
          case "F64" -> DataType.DOUBLE;
          default -> throw wrong(name + ", dtype", "F32 or F64", dtype);
        };
    long[] shape = longs(name + ", shape", node.path("shape"));
    long[] places = longs(name + ", data_offsets", node.path("data_offsets"));
    if (places.length != 2 || places[0] > places[1]) {
      throw wrong(name + ", data_offsets", "[begin, end]", node.path("data_offsets"));
    }
    long size = type.width();
    for (long s : shape) {
      if (s < 1 || size > Integer.MAX_VALUE / s) {
        throw wrong(name + ", shape", "sizes of at least 1, below 2 GB", node.path("shape"));
      }
      size *= s;
    }
    if (places[1] - places[0] != size) {
      throw wrong(
          name + ", data_offsets",
          size + " bytes for shape " + node.path("shape"),
          places[1] - places[0]);
    }
    return new Entry(name, type, shape, places[0], places[1]);
  }

  private static long[] longs(String what, JsonNode node) {
    boolean numbers = node.isArray();
    long[] values = new long[node.size()];
    for (int k = 0; numbers && k < values.length; k++) {
      numbers = node.get(k).isIntegralNumber() && node.get(k).canConvertToLong();
      values[k] = node.get(k).longValue();
      numbers &= values[k] >= 0;
    }
    if (!numbers) {
      throw wrong(what, "an array of whole numbers", node.isMissingNode() ? "none" : node);
    }
    return values;
  }

  private static void checkPlaces(List<Entry> entries, long length) {
    long at = 0;
    for (Entry entry : entries.stream().sorted(Comparator.comparingLong(Entry::begin)).toList()) {
      if (entry.end() > length) {
        throw wrong("data", "at least " + entry.end() + " bytes", length + " (truncated?)");
      }
      if (entry.begin() != at) {
        throw wrong(
            entry.name() + ", data_offsets", "a beginning at " + at, Long.toString(entry.begin()));
      }
      at = entry.end();
    }
    if (at != length) {
      throw wrong("data", at + " bytes", length);
    }
  }

  private static Tensor tensor(Entry entry, ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (entry.type() == DataType.FLOAT) {
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return Tensor.of(values, entry.shape());
    }
    double[] values = new double[bytes.remaining() / Double.BYTES];
    bytes.asDoubleBuffer().get(values);
    return Tensor.of(values, entry.shape());
  }

  /** The bytes of a file; equal for equal contents. */
  byte[] bytes() {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode words = header.putObject(METADATA);
      metadata.forEach(words::put);
    }
    int end = 0;
    for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
      end = describe(header.putObject(tensor.getKey()), tensor.getValue(), end);
    }
    byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + 7) / 8 * 8; // so that the numbers are aligned
    ByteBuffer buffer = ByteBuffer.allocate(8 + padded + end).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(padded).put(text);
    while (buffer.position() < 8 + padded) {
      buffer.put((byte) ' ');
    }
    tensors.values().forEach(tensor -> put(tensor, buffer));
    return buffer.array();
  }

  private static int describe(ObjectNode node, Tensor tensor, int begin) {
    boolean single = tensor.dataType() == DataType.FLOAT;
    node.put("dtype", single ? "F32" : "F64");
    ArrayNode shape = node.putArray("shape");
    long size = tensor.dataType().width();
    for (long s : tensor.shape()) {
      shape.add(s);
      size *= s;
    }
    int end = Math.toIntExact(begin + size);
    node.putArray("data_offsets").add(begin).add(end);
    return end;
  }

  private static void put(Tensor tensor, ByteBuffer buffer) {
    if (tensor.dataType() == DataType.FLOAT) {
      for (float value : tensor.floats()) {
        buffer.putFloat(value);
      }
    } else {
      for (double value : tensor.doubles()) {
        buffer.putDouble(value);
      }
    }
  }
}
