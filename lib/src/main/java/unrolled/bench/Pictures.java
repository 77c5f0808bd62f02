package unrolled.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import unrolled.plot.Grid;
import unrolled.plot.Plot;

/** The pictures of docs/performance.md, from the rows of build/bench.json. */
public final class Pictures {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 300;

  private Pictures() {}

  /** Arguments: bench.json, and the folder that roofline.svg and growth.svg go to. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    JsonNode all = new ObjectMapper().readTree(Path.of(arguments[0]).toFile()).get("rows");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("roofline.svg"), roofline(rows(all, "engines")).svg());
    Files.writeString(folder.resolve("growth.svg"), growth(rows(all, "growth")).svg());
  }

  private static List<JsonNode> rows(JsonNode all, String group) {
    List<JsonNode> rows = new ArrayList<>();
    all.forEach(
        row -> {
          if (row.get("group").asText().equals(group)) {
            rows.add(row);
          }
        });
    return rows;
  }

  /** Each engine at its best, as a part of what the matrix products alone would allow. */
  private static Plot roofline(List<JsonNode> rows) {
    Map<String, Map<String, Double>> best = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      best.computeIfAbsent(shape(row), shape -> new LinkedHashMap<>())
          .merge(row.get("engine").asText(), row.get("chars_per_s").asDouble(), Math::max);
    }
    StringColumn shapes = StringColumn.create("shape");
    StringColumn engines = StringColumn.create("engine");
    DoubleColumn parts = DoubleColumn.create("part");
    best.forEach(
        (shape, speeds) ->
            speeds.forEach(
                (engine, speed) -> {
                  if (!engine.equals("products")) {
                    shapes.append(shape);
                    engines.append(engine);
                    parts.append(Math.round(100 * speed / speeds.get("products")) / 100.0);
                  }
                }));
    return Plot.bars(Table.create(shapes, engines, parts), "shape", "part", "engine")
        .title("Whole training steps against their matrix products alone")
        .axes("batch B and hidden size H, T 64", "characters/s, products alone = 1")
        .reference("the products alone (OpenBLAS)", 1)
        .size(2 * WIDTH, HEIGHT + 60);
  }

  private static String shape(JsonNode row) {
    return "B " + row.get("batch").asInt() + ", H " + row.get("hidden").asInt();
  }

  private static Grid growth(List<JsonNode> rows) {
    return Plot.grid(
        2,
        against(rows, "hidden", "hidden size H"),
        against(rows, "steps", "steps T"),
        against(rows, "batch", "batch B"),
        against(rows, "layers", "layers"),
        against(rows, "threads", "threads"));
  }

  /** The time a character takes as one size grows and all others stay as most rows have them. */
  private static Plot against(List<JsonNode> rows, String size, String name) {
    Predicate<JsonNode> onlyThisDiffers =
        row ->
            (size.equals("hidden") || row.get("hidden").asInt() == 256)
                && (size.equals("steps") || row.get("steps").asInt() == 64)
                && (size.equals("batch") || row.get("batch").asInt() == 64)
                && (size.equals("layers") || row.get("layers").asInt() == 1)
                && (size.equals("threads") || row.get("threads").asInt() == mostThreads(rows));
    Map<Integer, Double> times = new TreeMap<>();
    rows.stream()
        .filter(onlyThisDiffers)
        .forEach(row -> times.put(row.get(size).asInt(), 1e6 / row.get("chars_per_s").asDouble()));
    StringColumn sizes = StringColumn.create(name);
    DoubleColumn microseconds = DoubleColumn.create("microseconds");
    times.forEach(
        (at, time) -> {
          sizes.append(at.toString());
          microseconds.append(Math.round(10 * time) / 10.0);
        });
    return Plot.bars(Table.create(sizes, microseconds), name, "microseconds")
        .title("Cost against " + name)
        .axes(name, "µs a character")
        .size(WIDTH, HEIGHT);
  }

  private static int mostThreads(List<JsonNode> rows) {
    return rows.stream().mapToInt(row -> row.get("threads").asInt()).max().orElse(1);
  }
}
