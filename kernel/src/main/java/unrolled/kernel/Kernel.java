package unrolled.kernel;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import unrolled.kernel.engine.Engine;
import unrolled.kernel.engine.Failure;
import unrolled.kernel.output.Input;
import unrolled.kernel.protocol.Channels;
import unrolled.kernel.protocol.Message;

/**
 * Serves a front end's requests: those of the shell one after the other, those of the control
 * channel at once.
 */
final class Kernel implements Channels.Receiver {
  private final Channels channels;
  private final Engine engine;
  private final Cells cells;
  private final Input input;
  private final Consumer<String> log;
  private final LinkedBlockingQueue<Message> requests = new LinkedBlockingQueue<>();

  /** What answers a request, by its type; the answer has the type with {@code _reply}. */
  private final Map<String, Function<Message, JsonObject>> answers;

  Kernel(Channels channels, Engine engine, Cells cells, Input input, Consumer<String> log) {
    this.channels = channels;
    this.engine = engine;
    this.cells = cells;
    this.input = input;
    this.log = log;
    Assistance assistance = new Assistance(engine.help());
    answers =
        Map.of(
            "execute_request", cells::execute,
            "kernel_info_request", request -> KernelInfo.reply(),
            "complete_request", assistance::complete,
            "inspect_request", assistance::inspect,
            "is_complete_request", assistance::isComplete,
            "history_request", cells::history,
            "comm_info_request", cells::comms);
  }

  /** Starts to serve; returns at once. */
  void start() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::sayLastWords, "last words"));
    Threads.start("requests", this::serve);
    channels.open(this, log);
  }

  @Override
  public void shell(Message message) {
    requests.add(message);
  }

  @Override
  public void control(Message message) {
    // In a thread of its own: an interrupt waits until the cell has stopped.
    Threads.start("control", () -> serveControl(message));
  }

  @Override
  public void stdin(Message message) {
    input.answer(message);
  }

  private void serve() {
    while (true) {
      try {
        serve(requests.take());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void serve(Message request) {
    String type = request.type();
    if (type.equals("shutdown_request")) {
      shutDown(request, channels::reply);
    } else if (type.startsWith("comm_") && !answers.containsKey(type)) {
      between(request, () -> cells.comm(request));
    } else if (answers.containsKey(type)) {
      List<Message> overtaken = new ArrayList<>();
      between(request, () -> overtaken.addAll(answer(request)));
      overtaken.forEach(this::abort);
    } else {
      log.accept("a message of unknown type was ignored: " + type);
    }
  }

  /** Whatever happens in between, the front end must not wait for ever. */
  private void between(Message request, Runnable action) {
    status(request, "busy");
    try {
      action.run();
    } catch (Throwable e) {
      log.accept("a " + request.type() + " failed: " + e);
    } finally {
      status(request, "idle");
    }
  }

  /** Answers; gives the cells that are not to run because this one failed. */
  private List<Message> answer(Message request) {
    JsonObject content;
    try {
      content = answers.get(request.type()).apply(request);
    } catch (Throwable e) {
      log.accept("a " + request.type() + " failed: " + e);
      content = Contents.error(new Failure("KernelError", "" + e, List.of("" + e)));
    }
    boolean stops =
        request.type().equals("execute_request")
            && content.get("status").getAsString().equals("error")
            && request.flag("stop_on_error", true);
    // Before the reply: a cell that is sent because of it has to run.
    List<Message> overtaken = stops ? queuedCells() : List.of();
    channels.reply(request.answer(request.type().replace("_request", "_reply"), content));
    return overtaken;
  }

  private void status(Message request, String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    channels.publish(request, "status", content);
  }

  /** The cells that were sent before the front end could know of the error are not run. */
  private List<Message> queuedCells() {
    List<Message> cellsOnly = new ArrayList<>(requests);
    cellsOnly.removeIf(request -> !request.type().equals("execute_request"));
    requests.removeAll(cellsOnly);
    return cellsOnly;
  }

  private void abort(Message request) {
    between(
        request, () -> channels.reply(request.answer("execute_reply", Contents.status("aborted"))));
  }

  private void serveControl(Message request) {
    switch (request.type()) {
      case "interrupt_request" -> between(request, () -> interrupt(request));
      case "shutdown_request" -> shutDown(request, channels::replyControl);
      case "kernel_info_request" ->
          channels.replyControl(request.answer("kernel_info_reply", KernelInfo.reply()));
      default -> log.accept("a message of unknown type was ignored: " + request.type());
    }
  }

  private void interrupt(Message request) {
    channels.replyControl(request.answer("interrupt_reply", Contents.ok()));
    try {
      engine.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Some library, or a signal, ends the process: the front end should learn why. */
  private void sayLastWords() {
    cells.complain("The kernel ends: a library called System.exit, or the system sent a signal.");
    try {
      channels.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void shutDown(Message request, Consumer<Message> answer) {
    JsonObject content = Contents.ok();
    content.addProperty("restart", request.flag("restart", false));
    answer.accept(request.answer("shutdown_reply", content));
    try {
      channels.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // Not exit: a hook of some library must not keep a kernel alive that was told to end.
    Runtime.getRuntime().halt(0);
  }
}
