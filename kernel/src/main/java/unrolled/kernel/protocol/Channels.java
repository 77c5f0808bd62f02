package unrolled.kernel.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * The kernel's five sockets. ZeroMQ's sockets belong to one thread: this class has one that reads
 * and writes them all. Others hand it what is to be sent through a queue, so that a cell's output,
 * its result and the reply leave in the order they were made.
 */
public final class Channels {
  /** How many messages of one socket are read before the others get their turn. */
  private static final int TURN = 100;

  private static final int LINGER_MILLIS = 1000;
  private static final String WAKE_ADDRESS = "inproc://wake";
  private static final byte[] WAKE = new byte[0];

  private record Outgoing(ZMQ.Socket socket, List<byte[]> frames) {}

  private final ZContext context = new ZContext();
  private final Wire wire;
  private final ZMQ.Socket shell;
  private final ZMQ.Socket control;
  private final ZMQ.Socket stdin;
  private final ZMQ.Socket iopub;
  private final ZMQ.Socket heartbeat;
  private final ZMQ.Socket wakeReceiver;
  private final ZMQ.Socket wakeSender;
  private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean closing;

  /** What is done with messages that arrive; called on the sockets' thread, so it must be quick. */
  public interface Receiver {
    /** A request to be served in order. */
    void shell(Message message);

    /** A request to be served at once, such as an interrupt. */
    void control(Message message);

    /** The answer to a question that a cell asked the user. */
    void stdin(Message message);
  }

  /** Binds the sockets; nothing is read before {@link #open}. */
  public Channels(ConnectionFile connection) {
    wire = new Wire(connection.key());
    context.setLinger(LINGER_MILLIS);
    shell = bind(SocketType.ROUTER, connection.address(connection.shellPort()));
    control = bind(SocketType.ROUTER, connection.address(connection.controlPort()));
    stdin = bind(SocketType.ROUTER, connection.address(connection.stdinPort()));
    iopub = bind(SocketType.PUB, connection.address(connection.iopubPort()));
    heartbeat = bind(SocketType.ROUTER, connection.address(connection.heartbeatPort()));
    wakeReceiver = bind(SocketType.PAIR, WAKE_ADDRESS);
    wakeSender = context.createSocket(SocketType.PAIR);
    wakeSender.connect(WAKE_ADDRESS);
  }

  private ZMQ.Socket bind(SocketType type, String address) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setRcvHWM(0);
    // A full queue would drop output without a word.
    socket.setSndHWM(0);
    socket.bind(address);
    return socket;
  }

  /** Starts to read and write. */
  public void open(Receiver receiver, Consumer<String> log) {
    Thread thread = new Thread(() -> serve(receiver, log), "sockets");
    thread.start();
  }

  /** Sends a reply on the shell socket. */
  public void reply(Message message) {
    send(shell, message);
  }

  /** Sends a reply on the control socket. */
  public void replyControl(Message message) {
    send(control, message);
  }

  /** Asks the front end that sent the parent message for input. */
  public void ask(Message message) {
    send(stdin, message);
  }

  /** Publishes to every front end. */
  public void publish(Message parent, String type, JsonObject content) {
    publish(parent, type, content, new JsonObject(), List.of());
  }

  /** Publishes to every front end, with metadata and with raw bytes. */
  public void publish(
      Message parent, String type, JsonObject content, JsonObject metadata, List<byte[]> buffers) {
    Message answer = parent.answer(type, content);
    send(
        iopub,
        new Message(
            List.of(type.getBytes(UTF_8)),
            answer.header(),
            answer.parent(),
            metadata,
            content,
            buffers));
  }

  /** Sends what is still queued, then closes the sockets; returns when that is done. */
  public void close() throws InterruptedException {
    closing = true;
    wake();
    if (!closed.await(2L * LINGER_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the sockets did not close in time");
    }
  }

  private void send(ZMQ.Socket socket, Message message) {
    outgoing.add(new Outgoing(socket, wire.encode(message)));
    wake();
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      synchronized (wakeSender) {
        wakeSender.send(WAKE, ZMQ.DONTWAIT);
      }
    }
  }

  private void serve(Receiver receiver, Consumer<String> log) {
    try (ZMQ.Poller poller = context.createPoller(5)) {
      int wakes = poller.register(wakeReceiver, ZMQ.Poller.POLLIN);
      int controls = poller.register(control, ZMQ.Poller.POLLIN);
      int shells = poller.register(shell, ZMQ.Poller.POLLIN);
      int inputs = poller.register(stdin, ZMQ.Poller.POLLIN);
      int beats = poller.register(heartbeat, ZMQ.Poller.POLLIN);
      while (!closing || !outgoing.isEmpty()) {
        poller.poll(closing ? 0 : -1);
        if (poller.pollin(wakes)) {
          wakeReceiver.recv(ZMQ.DONTWAIT);
          awake.set(false);
        }
        sendQueued();
        if (poller.pollin(beats)) {
          sendFrames(heartbeat, receiveFrames(heartbeat));
        }
        receive(control, poller.pollin(controls), receiver::control, log);
        receive(shell, poller.pollin(shells), receiver::shell, log);
        receive(stdin, poller.pollin(inputs), receiver::stdin, log);
      }
    } finally {
      context.close();
      closed.countDown();
    }
  }

  private void sendQueued() {
    for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
      sendFrames(next.socket(), next.frames());
    }
  }

  private static void sendFrames(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }
  }

  private void receive(
      ZMQ.Socket socket, boolean ready, Consumer<Message> target, Consumer<String> log) {
    for (int turn = 0; ready && turn < TURN; turn++) {
      List<byte[]> frames = receiveFrames(socket);
      if (frames.isEmpty()) {
        return;
      }
      try {
        target.accept(wire.decode(frames));
      } catch (BadMessageException | RuntimeException | OutOfMemoryError e) {
        log.accept("a message was dropped; " + e.getMessage());
      }
    }
  }

  /** The frames of the next message, none where there is no message. */
  private static List<byte[]> receiveFrames(ZMQ.Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    byte[] frame = socket.recv(ZMQ.DONTWAIT);
    while (frame != null) {
      frames.add(frame);
      frame = socket.hasReceiveMore() ? socket.recv() : null;
    }
    return frames;
  }
}
