package unrolled.kernel.output;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import unrolled.kernel.protocol.Channels;
import unrolled.kernel.protocol.Message;

/** {@link System#in}: a line at a time, through the front end's input box. */
public final class Input extends InputStream {
  private final Channels channels;
  private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private volatile Message asker;
  private Runnable beforeAsking = () -> {};
  private byte[] line = new byte[0];
  private int position;

  /** Input through these channels. */
  public Input(Channels channels) {
    this.channels = channels;
  }

  /**
   * From here on, questions go to the front end that sent this request; to none if it does not
   * allow input.
   *
   * @param beforeAsking sends what was printed so far: a prompt, as a rule
   */
  public synchronized void begin(Message request, Runnable beforeAsking) {
    this.beforeAsking = beforeAsking;
    asker = request.flag("allow_stdin", false) ? request : null;
    line = new byte[0];
    position = 0;
    answers.clear();
  }

  /** Takes the front end's answer. */
  public void answer(Message reply) {
    answers.add(reply.text("value", ""));
  }

  @Override
  public synchronized int read() throws IOException {
    if (position == line.length) {
      ask();
    }
    return line[position++] & 0xff;
  }

  @Override
  public synchronized int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    target[offset] = (byte) read();
    int more = Math.min(length - 1, line.length - position);
    System.arraycopy(line, position, target, offset + 1, more);
    position += more;
    return 1 + more;
  }

  @Override
  public int available() {
    return line.length - position;
  }

  private void ask() throws IOException {
    Message request = asker;
    if (request == null) {
      // Not an IOException: Scanner would swallow it and claim that there is no more input.
      throw new IllegalStateException(
          "System.in: expected a front end that allows input, but this one does not");
    }
    JsonObject question = new JsonObject();
    question.addProperty("prompt", "");
    question.addProperty("password", false);
    beforeAsking.run();
    channels.ask(request.answer("input_request", question));
    try {
      line = (answers.take() + "\n").getBytes(StandardCharsets.UTF_8);
      position = 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("the cell was interrupted").initCause(e);
    }
  }
}
