package unrolled.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import unrolled.compute.FloatKernels;

/**
 * One engine's process. A line {@code {"load": {...}, "seconds": s}} is answered by a line {@code
 * {"steps": n, "seconds": s, "allocated": bytes per step}}; a load's first line warms up for as
 * long before. With {@code "disturb": "exception"} or {@code "interrupt"} the engine first suffers
 * one. An empty line forgets the loads; the end of input ends the process.
 */
public final class EngineProcess {
  private final String name;
  private final Map<Load, Engine> engines = new HashMap<>();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private EngineProcess(String name) {
    this.name = name;
  }

  /** Argument: the engine's name. */
  public static void main(String[] arguments) throws IOException {
    new EngineProcess(arguments[0]).serve();
  }

  private void serve() throws IOException {
    ObjectMapper json = new ObjectMapper();
    System.out.println(json.writeValueAsString(about()));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isBlank()) {
        forget();
        continue;
      }
      JsonNode request = json.readTree(line);
      Load load = json.treeToValue(request.get("load"), Load.class);
      if (request.has("disturb")) {
        disturb(engines.get(load), request.get("disturb").asText());
      }
      System.out.println(json.writeValueAsString(measure(load, request.get("seconds").asDouble())));
    }
    forget();
  }

  private static void disturb(Engine engine, String how) {
    boolean interrupt = how.equals("interrupt");
    try {
      if (interrupt) {
        Thread.currentThread().interrupt();
        engine.step();
      } else {
        engine.fail();
      }
    } catch (CancellationException | IllegalArgumentException e) {
      System.err.println("disturbed as asked: " + e);
    } finally {
      Thread.interrupted(); // a short step is over before it asks
    }
  }

  private Map<String, Object> about() {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("engine", name);
    about.put("java", System.getProperty("java.version"));
    about.put("kernels", FloatKernels.best().description());
    return about;
  }

  private Map<String, Object> measure(Load load, double seconds) throws IOException {
    Engine engine = engines.get(load);
    if (engine == null) {
      engine = Engine.of(name, load);
      engines.put(load, engine);
      run(engine, load, 2 * seconds);
    }
    return run(engine, load, seconds);
  }

  private Map<String, Object> run(Engine engine, Load load, double seconds) throws IOException {
    int atOnce = load.streaming() ? 100 : 1; // so that reading the clock costs nothing
    long thread = Thread.currentThread().getId();
    long allocated = threads.getThreadAllocatedBytes(thread);
    long begin = System.nanoTime();
    long steps = 0;
    double passed;
    do {
      for (int n = 0; n < atOnce; n++) {
        engine.step();
      }
      steps += atOnce;
      passed = (System.nanoTime() - begin) / 1e9;
    } while (passed < seconds);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("steps", steps);
    result.put("seconds", passed);
    result.put("allocated", (threads.getThreadAllocatedBytes(thread) - allocated) / steps);
    result.put("peak_mb", peakMegabytes());
    return result;
  }

  /** The most memory that the process has had; 0 where the system does not say. */
  private static long peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    return 0;
  }

  private void forget() {
    engines.values().forEach(Engine::close);
    engines.clear();
  }
}
