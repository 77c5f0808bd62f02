package unrolled.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end of a few lines: asks, and waits for the reply. */
public final class LocalClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
  private final ZMQ.Socket iopub = context.createSocket(SocketType.SUB);
  private final Wire wire;

  /** A client of a kernel on this machine. */
  public LocalClient(ConnectionFile connection) {
    wire = new Wire(connection.key());
    shell.setReceiveTimeOut(TIMEOUT_MILLIS);
    shell.connect(connection.address(connection.shellPort()));
    iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
    iopub.connect(connection.address(connection.iopubPort()));
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @throws IllegalStateException if none comes
   */
  public void request(String type, JsonObject content) {
    JsonObject header = new JsonObject();
    header.addProperty("msg_id", UUID.randomUUID().toString());
    header.addProperty("session", "local");
    header.addProperty("msg_type", type);
    JsonObject none = new JsonObject();
    List<byte[]> frames =
        new ArrayList<>(
            wire.encode(new Message(List.of(), header, none, none, content, List.of())));
    for (int i = 0; i < frames.size(); i++) {
      shell.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }
    do {
      if (shell.recv() == null) {
        throw new IllegalStateException(type + ": expected a reply, none came");
      }
    } while (shell.hasReceiveMore());
  }

  @Override
  public void close() {
    context.close();
  }
}
