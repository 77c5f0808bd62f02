package answers;

import static unrolled.autograd.Functions.softmax;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import unrolled.autograd.Tensor;
import unrolled.grade.A5;

/** Right answers to assignment 5, in the styles that students write. */
public final class A5Right {
  private A5Right() {}

  public static List<A5.Encode> encodes() {
    return List.of(
        (symbols, text) -> text.chars().map(symbols::indexOf).toArray(),
        (symbols, text) -> {
          Map<Character, Integer> places = new HashMap<>();
          for (int i = 0; i < symbols.length(); i++) {
            places.put(symbols.charAt(i), i);
          }
          int[] ids = new int[text.length()];
          for (int i = 0; i < ids.length; i++) {
            ids[i] = places.get(text.charAt(i));
          }
          return ids;
        },
        (symbols, text) -> {
          int[] ids = new int[text.length()];
          Arrays.setAll(ids, i -> Arrays.binarySearch(symbols.toCharArray(), text.charAt(i)));
          return ids;
        });
  }

  public static List<A5.Decode> decodes() {
    return List.of(
        (symbols, ids) ->
            Arrays.stream(ids)
                .mapToObj(id -> String.valueOf(symbols.charAt(id)))
                .collect(Collectors.joining()),
        (symbols, ids) -> {
          StringBuilder text = new StringBuilder();
          for (int id : ids) {
            text.append(symbols.charAt(id));
          }
          return text.toString();
        });
  }

  public static List<A5.Chunk> chunks() {
    return List.of(
        A5Right::chunk,
        (ids, batch, steps, number) ->
            IntStream.range(0, steps)
                .mapToObj(
                    t ->
                        IntStream.range(0, batch)
                            .map(b -> ids[b * (ids.length / batch) + number * steps + t])
                            .toArray())
                .toArray(int[][]::new));
  }

  private static int[][] chunk(int[] ids, int batch, int steps, int number) {
    int length = ids.length / batch;
    int[][] chunk = new int[steps][batch];
    for (int b = 0; b < batch; b++) {
      for (int t = 0; t < steps; t++) {
        chunk[t][b] = ids[b * length + number * steps + t];
      }
    }
    return chunk;
  }

  static double[] probabilities(double[] logits, double temperature) {
    double most = Arrays.stream(logits).max().orElse(0);
    double[] e = Arrays.stream(logits).map(v -> Math.exp((v - most) / temperature)).toArray();
    double sum = Arrays.stream(e).sum();
    return Arrays.stream(e).map(v -> v / sum).toArray();
  }

  public static List<A5.Temperature> temperatures() {
    return List.of(
        A5Right::probabilities,
        (logits, t) -> {
          Tensor row = Tensor.of(new double[][] {logits}).mul(1 / t);
          return softmax(row).toDoubles();
        });
  }
}
