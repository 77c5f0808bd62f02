package unrolled.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import unrolled.kernel.engine.Engine;
import unrolled.kernel.engine.Failure;
import unrolled.kernel.engine.Help;
import unrolled.kernel.engine.Outcome;
import unrolled.kernel.output.CellOutput;
import unrolled.kernel.output.Comms;
import unrolled.kernel.output.Input;
import unrolled.kernel.output.Rendering;
import unrolled.kernel.output.Streams;
import unrolled.kernel.protocol.Channels;
import unrolled.kernel.protocol.Message;

/**
 * Serves a front end's requests: those of the shell one after the other, those of the control
 * channel at once.
 */
final class Kernel implements Channels.Receiver {
  private final Channels channels;
  private final Engine engine;
  private final Streams streams;
  private final Input input;
  private final Rendering rendering;
  private final Comms comms;
  private final long outputLimit;
  private final Consumer<String> log;
  private final History history = new History();
  private final LinkedBlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(body -> daemon(body, "output"));
  private final Map<String, Consumer<Message>> handlers =
      Map.of(
          "execute_request", this::execute,
          "kernel_info_request", request -> reply(request, "kernel_info_reply", KernelInfo.reply()),
          "complete_request", this::complete,
          "inspect_request", this::inspect,
          "is_complete_request", this::isComplete,
          "history_request", this::history,
          "comm_info_request", this::commInfo,
          "comm_open", this::comm,
          "comm_msg", this::comm,
          "comm_close", this::comm);
  private int count;
  private boolean abort;

  Kernel(
      Channels channels,
      Engine engine,
      Streams streams,
      Input input,
      Rendering rendering,
      Comms comms,
      long outputLimit,
      Consumer<String> log) {
    this.channels = channels;
    this.engine = engine;
    this.streams = streams;
    this.input = input;
    this.rendering = rendering;
    this.comms = comms;
    this.outputLimit = outputLimit;
    this.log = log;
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts to serve; returns at once. */
  void start() {
    daemon(this::serve, "requests").start();
    channels.open(this, log);
  }

  @Override
  public void shell(Message message) {
    requests.add(message);
  }

  @Override
  public void control(Message message) {
    // In a thread of its own: an interrupt waits until the cell has stopped.
    daemon(() -> serveControl(message), "control").start();
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
    if (request.type().equals("shutdown_request")) {
      shutDown(request, channels::reply);
      return;
    }
    Consumer<Message> handler = handlers.get(request.type());
    if (handler == null) {
      log.accept("a message of unknown type was ignored: " + request.type());
      return;
    }
    status(request, "busy");
    try {
      handler.accept(request);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      log.accept("a " + request.type() + " failed: " + e);
      reply(request, request.type().replace("_request", "_reply"), error(e.toString()));
    } finally {
      status(request, "idle");
    }
    if (abort) {
      abort = false;
      abortQueued();
    }
  }

  private static JsonObject error(String message) {
    Failure failure = new Failure("KernelError", message, List.of(message));
    return error(failure);
  }

  private static JsonObject error(Failure failure) {
    JsonObject content = new JsonObject();
    content.addProperty("status", "error");
    content.addProperty("ename", failure.name());
    content.addProperty("evalue", failure.message());
    JsonArray trace = new JsonArray();
    failure.trace().forEach(trace::add);
    content.add("traceback", trace);
    return content;
  }

  private static JsonObject ok() {
    JsonObject content = new JsonObject();
    content.addProperty("status", "ok");
    return content;
  }

  private void status(Message request, String state) {
    JsonObject content = new JsonObject();
    content.addProperty("execution_state", state);
    channels.publish(request, "status", content);
  }

  private void reply(Message request, String type, JsonObject content) {
    channels.reply(request.answer(type, content));
  }

  private void execute(Message request) {
    String code = request.text("code", "");
    boolean silent = request.flag("silent", false);
    if (!silent) {
      count++;
      if (request.flag("store_history", true)) {
        history.add(count, code);
      }
      JsonObject echo = new JsonObject();
      echo.addProperty("code", code);
      echo.addProperty("execution_count", count);
      channels.publish(request, "execute_input", echo);
    }
    CellOutput output = new CellOutput(channels, request, timer, outputLimit);
    streams.begin(output);
    input.begin(request);
    Outcome outcome = engine.run(code, count);
    outcome.notes().forEach(note -> output.print(note + "\n"));
    output.end();
    if (outcome.failure().isPresent()) {
      fail(request, output, outcome.failure().get());
      return;
    }
    if (!silent) {
      outcome.value().ifPresent(value -> output.publish("execute_result", result(value)));
    }
    JsonObject content = ok();
    content.addProperty("execution_count", count);
    content.add("user_expressions", expressions(request));
    content.add("payload", new JsonArray());
    reply(request, "execute_reply", content);
  }

  private JsonObject result(Map<String, Object> value) {
    JsonObject content = rendering.content(value);
    content.addProperty("execution_count", count);
    return content;
  }

  private void fail(Message request, CellOutput output, Failure failure) {
    JsonObject content = error(failure);
    if (!request.flag("silent", false)) {
      output.publish("error", content.deepCopy());
    }
    content.addProperty("execution_count", count);
    reply(request, "execute_reply", content);
    abort = request.flag("stop_on_error", true);
  }

  /** The cells that were sent before the front end could know of the error are not run. */
  private void abortQueued() {
    List<Message> queued = new ArrayList<>();
    requests.drainTo(queued);
    for (Message request : queued) {
      if (request.type().equals("execute_request")) {
        JsonObject content = new JsonObject();
        content.addProperty("status", "aborted");
        status(request, "busy");
        reply(request, "execute_reply", content);
        status(request, "idle");
      } else {
        requests.add(request);
      }
    }
  }

  private JsonObject expressions(Message request) {
    JsonObject values = new JsonObject();
    JsonElement wanted = request.content().get("user_expressions");
    if (wanted == null || !wanted.isJsonObject()) {
      return values;
    }
    for (Map.Entry<String, JsonElement> entry : wanted.getAsJsonObject().entrySet()) {
      Outcome outcome = engine.run(entry.getValue().getAsString(), count);
      JsonObject value =
          outcome
              .failure()
              .map(Kernel::error)
              .orElseGet(() -> rendering.content(outcome.value().orElse(Map.of())));
      if (outcome.failure().isEmpty()) {
        value.addProperty("status", "ok");
      }
      values.add(entry.getKey(), value);
    }
    return values;
  }

  private void complete(Message request) {
    String code = request.text("code", "");
    int cursor = CodePoints.toIndex(code, request.number("cursor_pos", 0));
    Help.Completions completions = engine.help().complete(code, cursor);
    JsonObject content = ok();
    JsonArray matches = new JsonArray();
    completions.texts().forEach(matches::add);
    content.add("matches", matches);
    content.addProperty("cursor_start", CodePoints.ofIndex(code, completions.start()));
    content.addProperty("cursor_end", CodePoints.ofIndex(code, cursor));
    content.add("metadata", new JsonObject());
    reply(request, "complete_reply", content);
  }

  private void inspect(Message request) {
    String code = request.text("code", "");
    int cursor = CodePoints.toIndex(code, request.number("cursor_pos", 0));
    JsonObject data = new JsonObject();
    engine.help().document(code, cursor).ifPresent(text -> data.addProperty("text/plain", text));
    JsonObject content = ok();
    content.addProperty("found", data.size() > 0);
    content.add("data", data);
    content.add("metadata", new JsonObject());
    reply(request, "inspect_reply", content);
  }

  private void isComplete(Message request) {
    JsonObject content = new JsonObject();
    String status = engine.help().completeness(request.text("code", ""));
    content.addProperty("status", status);
    if (status.equals("incomplete")) {
      content.addProperty("indent", "");
    }
    reply(request, "is_complete_reply", content);
  }

  private void history(Message request) {
    reply(request, "history_reply", history.reply(request));
  }

  private void commInfo(Message request) {
    JsonObject content = ok();
    content.add("comms", comms.info(request.text("target_name", "")));
    reply(request, "comm_info_reply", content);
  }

  private void comm(Message message) {
    Runnable handler = comms.receive(message);
    if (handler != null) {
      CellOutput output = new CellOutput(channels, message, timer, outputLimit);
      streams.begin(output);
      engine.call(handler).ifPresent(failure -> output.publish("error", error(failure)));
      output.end();
    } else if (message.type().equals("comm_open")) {
      JsonObject content = new JsonObject();
      content.addProperty("comm_id", message.text("comm_id", ""));
      content.add("data", new JsonObject());
      channels.publish(message, "comm_close", content);
    }
  }

  private void serveControl(Message request) {
    switch (request.type()) {
      case "interrupt_request" -> interrupt(request);
      case "shutdown_request" -> shutDown(request, channels::replyControl);
      case "kernel_info_request" ->
          channels.replyControl(request.answer("kernel_info_reply", KernelInfo.reply()));
      default -> log.accept("a message of unknown type was ignored: " + request.type());
    }
  }

  private void interrupt(Message request) {
    status(request, "busy");
    channels.replyControl(request.answer("interrupt_reply", ok()));
    try {
      engine.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    status(request, "idle");
  }

  private void shutDown(Message request, Consumer<Message> answer) {
    JsonObject content = ok();
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
