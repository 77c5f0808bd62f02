package unrolled.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import unrolled.kernel.engine.Engine;
import unrolled.kernel.engine.Failure;
import unrolled.kernel.engine.Outcome;
import unrolled.kernel.output.CellOutput;
import unrolled.kernel.output.Comms;
import unrolled.kernel.output.Input;
import unrolled.kernel.output.Rendering;
import unrolled.kernel.output.Streams;
import unrolled.kernel.protocol.Channels;
import unrolled.kernel.protocol.Message;

/** Runs the user's code: cells, the expressions that go with them, and handlers of comms. */
final class Cells {
  /** The compiler needs a multiple of a cell's size: a file that was pasted must not end it. */
  private static final int CHARACTERS = 5_000_000;

  private final Channels channels;
  private final Engine engine;
  private final Streams streams;
  private final Input input;
  private final Rendering rendering;
  private final Comms comms;
  private final ScheduledExecutorService timer;
  private final long outputLimit;
  private final History history = new History();
  private int count;

  Cells(
      Channels channels,
      Engine engine,
      Streams streams,
      Input input,
      Rendering rendering,
      Comms comms,
      ScheduledExecutorService timer,
      long outputLimit) {
    this.channels = channels;
    this.engine = engine;
    this.streams = streams;
    this.input = input;
    this.rendering = rendering;
    this.comms = comms;
    this.timer = timer;
    this.outputLimit = outputLimit;
  }

  /** The reply to a request to run a cell; what the cell prints and shows is published. */
  JsonObject execute(Message request) {
    String code = request.text("code", "");
    boolean silent = request.flag("silent", false);
    if (code.length() > CHARACTERS) {
      String message =
          "a cell of %,d characters: expected at most %,d".formatted(code.length(), CHARACTERS);
      return failed(request, begin(request), new Failure("CellTooLong", message, List.of(message)));
    }
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
    CellOutput output = begin(request);
    Outcome outcome = engine.run(code, count);
    outcome.notes().forEach(note -> output.print(note + "\n"));
    output.end();
    if (outcome.failure().isPresent()) {
      return failed(request, output, outcome.failure().get());
    }
    if (!silent) {
      outcome.value().ifPresent(value -> show(value, output));
    }
    JsonObject content = Contents.ok();
    content.addProperty("execution_count", count);
    content.add("user_expressions", expressions(request));
    content.add("payload", new JsonArray());
    return content;
  }

  private CellOutput begin(Message request) {
    CellOutput output = new CellOutput(channels, request, timer, outputLimit);
    streams.begin(output);
    input.begin(request, output::flush);
    return output;
  }

  private void show(Map<String, Object> value, CellOutput output) {
    JsonObject content = rendering.content(value);
    content.addProperty("execution_count", count);
    output.publish("execute_result", content);
    history.value(count, String.valueOf(value.get("text/plain")));
  }

  private JsonObject failed(Message request, CellOutput output, Failure failure) {
    JsonObject content = Contents.error(failure);
    if (!request.flag("silent", false)) {
      output.publish("error", content.deepCopy());
    }
    content.addProperty("execution_count", count);
    return content;
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
              .map(Contents::error)
              .orElseGet(() -> rendering.content(outcome.value().orElse(Map.of())));
      if (outcome.failure().isEmpty()) {
        value.addProperty("status", "ok");
      }
      values.add(entry.getKey(), value);
    }
    return values;
  }

  /** Gives a front end's message to the user's handler; a line that nobody opened is closed. */
  void comm(Message message) {
    Runnable handler = comms.receive(message);
    if (handler != null) {
      CellOutput output = begin(message);
      engine.call(handler).ifPresent(failure -> output.publish("error", Contents.error(failure)));
      output.end();
    } else if (message.type().equals("comm_open")) {
      JsonObject content = new JsonObject();
      content.addProperty("comm_id", message.text("comm_id", ""));
      content.add("data", new JsonObject());
      channels.publish(message, "comm_close", content);
    }
  }

  /** Prints on standard error of the latest cell. */
  void complain(String text) {
    CellOutput output = streams.current();
    if (output != null) {
      output.printError(text + "\n");
      output.flush();
    }
  }

  JsonObject history(Message request) {
    return history.reply(request);
  }

  JsonObject comms(Message request) {
    JsonObject content = Contents.ok();
    content.add("comms", comms.info(request.text("target_name", "")));
    return content;
  }
}
