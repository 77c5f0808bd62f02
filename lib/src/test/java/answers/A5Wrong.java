package answers;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import unrolled.grade.A5;

/** Typical wrong answers to assignment 5, by the id of the message that each must get. */
public final class A5Wrong {
  private A5Wrong() {}

  public static Map<String, A5.Encode> encodes() {
    return Map.of(
        "character-code", (symbols, text) -> text.chars().toArray(),
        "counted-from-one",
            (symbols, text) -> text.chars().map(c -> symbols.indexOf(c) + 1).toArray());
  }

  public static Map<String, A5.Decode> decodes() {
    return Map.of(
        "character-code", (symbols, ids) -> new String(ids, 0, ids.length),
        "reversed",
            (symbols, ids) ->
                new StringBuilder(A5Right.decodes().get(1).decode(symbols, ids))
                    .reverse()
                    .toString());
  }

  public static Map<String, A5.Chunk> chunks() {
    return Map.of(
        "transposed",
            (ids, batch, steps, n) ->
                table(batch, steps, (b, t) -> ids[b * (ids.length / batch) + n * steps + t]),
        "interleaved",
            (ids, batch, steps, n) ->
                table(steps, batch, (t, b) -> ids[(n * steps + t) * batch + b]),
        "streams-do-not-continue",
            (ids, batch, steps, n) ->
                table(steps, batch, (t, b) -> ids[(n * batch + b) * steps + t]),
        "always-the-first",
            (ids, batch, steps, n) ->
                table(steps, batch, (t, b) -> ids[b * (ids.length / batch) + t]),
        "one-character-for-a-chunk",
            (ids, batch, steps, n) ->
                table(steps, batch, (t, b) -> ids[b * (ids.length / batch) + n + t]));
  }

  private interface Cell {
    int at(int row, int column);
  }

  private static int[][] table(int rows, int columns, Cell cell) {
    return IntStream.range(0, rows)
        .mapToObj(r -> IntStream.range(0, columns).map(c -> cell.at(r, c)).toArray())
        .toArray(int[][]::new);
  }

  public static Map<String, A5.Temperature> temperatures() {
    return Map.of(
        "multiplied-by-temperature", (logits, t) -> A5Right.probabilities(logits, 1 / t),
        "temperature-ignored", (logits, t) -> A5Right.probabilities(logits, 1),
        "temperature-after-softmax",
            (logits, t) ->
                Arrays.stream(A5Right.probabilities(logits, 1)).map(p -> p / t).toArray(),
        "not-finite",
            (logits, t) -> {
              double sum = Arrays.stream(logits).map(v -> Math.exp(v / t)).sum();
              return Arrays.stream(logits).map(v -> Math.exp(v / t) / sum).toArray();
            });
  }
}
