package unrolled.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * The seeds of a notebook's experiments. The environment variable {@code UNROLLED_SEED} moves them
 * all, so that a claim can be tried with other random numbers.
 */
public final class Seeds {
  private static final String VARIABLE = "UNROLLED_SEED";

  private Seeds() {}

  /** Seed number {@code index} of this run. */
  public static long of(int index) {
    return base(System.getenv(VARIABLE)) * 1000 + index;
  }

  /** The first seeds of this run. */
  public static long[] first(int count) {
    return LongStream.range(0, count).map(i -> of((int) i)).toArray();
  }

  /**
   * Something made with each of the first seeds, in their order; computed side by side on the
   * machine's cores.
   */
  public static <T> List<T> each(int count, LongFunction<T> make) {
    return Arrays.stream(first(count)).parallel().mapToObj(make).toList();
  }

  static long base(String value) {
    if (value == null || value.isBlank()) {
      return 1;
    }
    try {
      return Long.parseLong(value.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          VARIABLE + ": expected a whole number, got \"" + value + "\"", e);
    }
  }
}
