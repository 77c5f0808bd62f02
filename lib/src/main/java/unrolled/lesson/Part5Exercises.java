package unrolled.lesson;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.Attention;

/** The checks of the exercises of part 5. */
public final class Part5Exercises {
  private static final int TRIES = 20;

  private Part5Exercises() {}

  /** Bytes of a cache of keys and values in float. */
  @FunctionalInterface
  public interface CacheBytes {
    long of(int layers, int size, int characters);
  }

  /** What one query [A] gets from keys [S][A] and values [S][E]. */
  @FunctionalInterface
  public interface Look {
    double[] at(double[] query, double[][] keys, double[][] values);
  }

  /** Changes the memory [A][E] by one key [A] and value [E], and answers the query [A]: [E]. */
  @FunctionalInterface
  public interface LinearStep {
    double[] read(double[][] memory, double[] query, double[] key, double[] value);
  }

  /** How large the cache of a stack of attention layers is. */
  public static Verdict cacheBytes(CacheBytes answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            int layers = 1 + random.nextInt(40);
            int size = 64 * (1 + random.nextInt(64));
            int characters = 1 + random.nextInt(100_000);
            long right = 2L * Float.BYTES * layers * size * characters;
            long given = answer.of(layers, size, characters);
            if (given != right) {
              return Verdict.notYet(
                  "%d layers of %d, %d characters: expected %d bytes, got %d"
                      .formatted(layers, size, characters, right, given));
            }
          }
          return Verdict.right("%d random models agree".formatted(TRIES));
        });
  }

  /**
   * The largest H with which an LSTM that reads 16 levels (one bias a gate) and a head of 3 classes
   * fit into 2,048 bytes: a byte for each weight and bias, four for each number of h and c.
   */
  public static Verdict largestCell(int answer) {
    long bytes = cellBytes(answer);
    String found = "H = %d takes %d bytes".formatted(answer, bytes);
    if (answer < 1 || bytes > 2048) {
      return Verdict.notYet(found + ", and there are 2048");
    }
    return cellBytes(answer + 1) > 2048
        ? Verdict.right(found)
        : Verdict.notYet(found + "; a larger one fits too");
  }

  private static long cellBytes(int hidden) {
    long h = hidden;
    return 4 * h * (h + 16 + 1) + 3 * (h + 1) + 2 * h * Float.BYTES;
  }

  /** Two steps of a linear recurrence as one. */
  public static Verdict joined(BinaryOperator<Affine> answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            Affine first = new Affine(random.nextDouble(-2, 2), random.nextDouble(-2, 2));
            Affine next = new Affine(random.nextDouble(-2, 2), random.nextDouble(-2, 2));
            double h = random.nextDouble(-2, 2);
            double right = next.at(first.at(h));
            double given = answer.apply(first, next).at(h);
            if (!(Math.abs(given - right) < 1e-9)) {
              return Verdict.notYet(
                  "%s and then %s, from h = %.3f: expected %.4f, got %.4f"
                      .formatted(first, next, h, right, given));
            }
          }
          return Verdict.right("%d random pairs agree".formatted(TRIES));
        });
  }

  /** Attention for one query, held against the JAR's. */
  public static Verdict attention(Look answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            int size = 1 + random.nextInt(6);
            int width = 1 + random.nextInt(4);
            int count = 1 + random.nextInt(6);
            double[] q = random.doubles(size, -2, 2).toArray();
            double[][] k = rows(random, count, size);
            double[][] v = rows(random, count, width);
            double[] right = attention(q, k, v);
            double[] given = answer.at(q.clone(), copy(k), copy(v));
            if (!Part1Exercises.alike(right, given)) {
              return Verdict.notYet(
                  "query of %d numbers, %d keys: expected %s, got %s"
                      .formatted(
                          size, count, Part1Exercises.text(right), Part1Exercises.text(given)));
            }
          }
          return Verdict.right("the JAR agrees %d times".formatted(TRIES));
        });
  }

  private static double[] attention(double[] q, double[][] k, double[][] v) {
    Tensor query = Tensor.of(q.clone(), 1, 1, q.length);
    Tensor keys = Tensor.of(k, DataType.DOUBLE).reshape(k.length, 1, q.length);
    Tensor values = Tensor.of(v, DataType.DOUBLE).reshape(v.length, 1, v[0].length);
    return Attention.of(query, keys, values).toDoubles();
  }

  private static double[][] rows(Random random, int count, int size) {
    double[][] rows = new double[count][];
    Arrays.setAll(rows, r -> random.doubles(size, -2, 2).toArray());
    return rows;
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * Attention without the softmax, y[t] = sum over s ≤ t of (q[t] k[s]) v[s], as a recurrence whose
   * memory does not grow.
   */
  public static Verdict linearAttention(LinearStep answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            int size = 1 + random.nextInt(4);
            int width = 1 + random.nextInt(4);
            int steps = 1 + random.nextInt(6);
            double[][] q = rows(random, steps, size);
            double[][] k = rows(random, steps, size);
            double[][] v = rows(random, steps, width);
            double[][] memory = new double[size][width];
            for (int t = 0; t < steps; t++) {
              double[] right = withoutSoftmax(q[t], k, v, t);
              double[] given = answer.read(memory, q[t].clone(), k[t].clone(), v[t].clone());
              if (!Part1Exercises.alike(right, given)) {
                return Verdict.notYet(
                    "at step %d: expected %s, got %s"
                        .formatted(t + 1, Part1Exercises.text(right), Part1Exercises.text(given)));
              }
            }
          }
          return Verdict.right("%d random sequences agree".formatted(TRIES));
        });
  }

  private static double[] withoutSoftmax(double[] q, double[][] k, double[][] v, int last) {
    double[] y = new double[v[0].length];
    for (int s = 0; s <= last; s++) {
      double fit = 0;
      for (int a = 0; a < q.length; a++) {
        fit += q[a] * k[s][a];
      }
      for (int e = 0; e < y.length; e++) {
        y[e] += fit * v[s][e];
      }
    }
    return y;
  }
}
