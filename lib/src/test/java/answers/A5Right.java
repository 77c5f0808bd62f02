package answers;

import static unrolled.autograd.Functions.softmax;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
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
        },
        (symbols, text) -> {
          int[] places = new int[1 << 16];
          for (int i = 0; i < symbols.length(); i++) {
            places[symbols.charAt(i)] = i;
          }
          return text.chars().map(c -> places[c]).toArray();
        },
        (symbols, text) -> {
          List<Integer> ids = new java.util.ArrayList<>();
          for (int i = 0; i < text.length(); i++) {
            ids.add(symbols.indexOf(text.substring(i, i + 1)));
          }
          return ids.stream().mapToInt(Integer::intValue).toArray();
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
        },
        (symbols, ids) -> {
          char[] text = new char[ids.length];
          for (int i = 0; i < text.length; i++) {
            text[i] = symbols.toCharArray()[ids[i]];
          }
          return new String(text);
        },
        (symbols, ids) -> {
          String text = "";
          for (int id : ids) {
            text += symbols.substring(id, id + 1);
          }
          return text;
        },
        (symbols, ids) ->
            IntStream.of(ids)
                .map(symbols::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
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
                .toArray(int[][]::new),
        (ids, batch, steps, number) -> {
          int[][] streams = new int[batch][];
          for (int b = 0; b < batch; b++) {
            int length = ids.length / batch;
            streams[b] = Arrays.copyOfRange(ids, b * length, (b + 1) * length);
          }
          int[][] chunk = new int[steps][batch];
          for (int t = 0; t < steps; t++) {
            int at = number * steps + t;
            Arrays.setAll(chunk[t], b -> streams[b][at]);
          }
          return chunk;
        },
        (ids, batch, steps, number) -> {
          int[][] chunk = new int[steps][batch];
          for (int i = 0; i < steps * batch; i++) {
            chunk[i / batch][i % batch] =
                ids[i % batch * (ids.length / batch) + number * steps + i / batch];
          }
          return chunk;
        },
        (ids, batch, steps, number) -> {
          double[] all = IntStream.of(ids).asDoubleStream().toArray();
          int length = ids.length / batch;
          double[][] turned =
              Tensor.vector(Arrays.copyOf(all, batch * length))
                  .reshape(batch, length)
                  .transpose()
                  .array()
                  .toDoubleMatrix();
          return Arrays.stream(turned, number * steps, (number + 1) * steps)
              .map(row -> Arrays.stream(row).mapToInt(v -> (int) v).toArray())
              .toArray(int[][]::new);
        });
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
        },
        (logits, t) -> {
          double most = Double.NEGATIVE_INFINITY;
          for (double l : logits) {
            most = Math.max(most, l);
          }
          double sum = 0;
          double[] p = new double[logits.length];
          for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp((logits[i] - most) / t);
            sum += p[i];
          }
          for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
          }
          return p;
        },
        (logits, t) -> {
          double[] p = new double[logits.length];
          Arrays.setAll( // one over the sum of exp(other - own)
              p, i -> 1 / Arrays.stream(logits).map(l -> Math.exp((l - logits[i]) / t)).sum());
          return p;
        },
        (logits, t) -> {
          INDArray scaled = Nd4j.create(logits).div(t);
          INDArray e = Transforms.exp(scaled.sub(scaled.maxNumber()));
          return e.div(e.sumNumber()).toDoubleVector();
        });
  }
}
