package unrolled.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a text file, or says in one line what is wrong with it. */
final class TextFile {
  /** A corpus of this size still fits a laptop's memory as ids. */
  private static final int MOST_BYTES = 1 << 28;

  private TextFile() {}

  static String read(Path file) {
    byte[] bytes = bytes(file);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("expected a text file, got an empty one");
    }
    return decoded(bytes);
  }

  static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("expected a text file, got a directory");
    }
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("expected a text file, found none");
    }
    // No size is asked for beforehand: pipes and devices have none.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IllegalArgumentException(
            "expected at most %,d bytes, got more".formatted(MOST_BYTES));
      }
      return bytes;
    } catch (AccessDeniedException denied) {
      throw new IllegalArgumentException(
          "expected a readable file, got one without permission to read it", denied);
    } catch (IOException problem) {
      throw new IllegalArgumentException(
          "expected a readable file, got: " + problem.getMessage(), problem);
    }
  }

  private static String decoded(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException problem) {
      // The decoder stops where it met the first wrong byte.
      throw new IllegalArgumentException(
          "expected text in UTF-8, got byte 0x%02x at offset %d"
              .formatted(bytes[in.position()], in.position()),
          problem);
    }
  }
}
