package unrolled.kernel.output;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import unrolled.kernel.protocol.Channels;
import unrolled.kernel.protocol.Message;

/**
 * The output of one cell, in the order it was made. Text is sent in batches: a message a {@code
 * println} would be lost in part where there are a million of them.
 */
public final class CellOutput {
  private static final long BATCH_MILLIS = 20;
  private static final int BATCH_CHARACTERS = 8192;

  /** The two streams, by their names in the protocol. */
  enum Stream {
    STDOUT("stdout"),
    STDERR("stderr");

    private final String label;

    Stream(String label) {
      this.label = label;
    }
  }

  private final Channels channels;
  private final Message parent;
  private final ScheduledExecutorService timer;
  private final long limit;
  private final Map<Stream, CharsetDecoder> decoders = new EnumMap<>(Stream.class);
  private final Map<Stream, ByteBuffer> undecoded = new EnumMap<>(Stream.class);
  private final StringBuilder batch = new StringBuilder();
  private Stream batchStream = Stream.STDOUT;
  private boolean flushIsDue;
  private long sent;
  private long cut;

  /**
   * @param parent the request that runs the cell
   * @param limit how many bytes of text are let through
   */
  public CellOutput(Channels channels, Message parent, ScheduledExecutorService timer, long limit) {
    this.channels = channels;
    this.parent = parent;
    this.timer = timer;
    this.limit = limit;
  }

  Message parent() {
    return parent;
  }

  /** Prints text on standard output. */
  public void print(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(Stream.STDOUT, bytes, 0, bytes.length);
  }

  /** Prints text on standard error. */
  public void printError(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(Stream.STDERR, bytes, 0, bytes.length);
  }

  synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
    if (sent + length > limit) {
      cut += length;
      return;
    }
    sent += length;
    if (stream != batchStream) {
      flush();
      batchStream = stream;
    }
    batch.append(decode(stream, bytes, offset, length));
    if (batch.length() >= BATCH_CHARACTERS) {
      flush();
    } else if (!flushIsDue && batch.length() > 0) {
      flushIsDue = true;
      var unused = timer.schedule(this::flush, BATCH_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** A character may come in two writes: what is left of it waits for the next. */
  private CharBuffer decode(Stream stream, byte[] bytes, int offset, int length) {
    CharsetDecoder decoder =
        decoders.computeIfAbsent(
            stream,
            any ->
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE));
    ByteBuffer rest = undecoded.getOrDefault(stream, ByteBuffer.allocate(0));
    ByteBuffer all = ByteBuffer.allocate(rest.remaining() + length);
    all.put(rest).put(bytes, offset, length).flip();
    CharBuffer characters = CharBuffer.allocate(all.remaining() + 1);
    decoder.decode(all, characters, false);
    undecoded.put(stream, all.slice());
    return characters.flip();
  }

  /** Sends what has been printed so far. */
  public synchronized void flush() {
    flushIsDue = false;
    if (batch.length() > 0) {
      String text = batch.toString();
      batch.setLength(0);
      send(batchStream, text);
    }
  }

  /** Ends the cell's output; its threads may still print. */
  public synchronized void end() {
    flush();
    if (cut > 0) {
      String note =
          "\n[%,d bytes of output were cut: a cell may print %,d]\n".formatted(cut, limit);
      cut = 0;
      send(Stream.STDERR, note);
    }
  }

  private void send(Stream stream, String text) {
    channels.publish(parent, "stream", Json.object(Map.of("name", stream.label, "text", text)));
  }

  /** Publishes a message of this cell, after everything printed before it. */
  public void publish(String type, JsonObject content) {
    publish(type, content, new JsonObject(), List.of());
  }

  /** Publishes a message of this cell, with metadata and with raw bytes. */
  synchronized void publish(
      String type, JsonObject content, JsonObject metadata, List<byte[]> buffers) {
    flush();
    channels.publish(parent, type, content, metadata, buffers);
  }
}
