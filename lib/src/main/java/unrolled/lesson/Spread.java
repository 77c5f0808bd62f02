package unrolled.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;
import java.util.function.ToDoubleFunction;

/** One figure, measured with several seeds. */
public final class Spread {
  private final double[] values;

  private Spread(double[] values) {
    this.values = values;
  }

  /** The figure for each seed, computed side by side on the machine's cores. */
  public static Spread over(long[] seeds, LongToDoubleFunction experiment) {
    return of(Arrays.stream(seeds).parallel().mapToDouble(experiment).toArray());
  }

  /** A figure of each of several things that were made with different seeds. */
  public static <T> Spread of(List<T> made, ToDoubleFunction<T> figure) {
    return of(made.stream().mapToDouble(figure).toArray());
  }

  /** Of figures that are there already. */
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("values: expected at least one, got none");
    }
    return new Spread(values.clone());
  }

  /** One figure a seed, in the order of the seeds. */
  public double[] values() {
    return values.clone();
  }

  public double mean() {
    return Arrays.stream(values).average().getAsDouble();
  }

  /** The one in the middle; of an even count, the mean of the two there. */
  public double median() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  public double min() {
    return Arrays.stream(values).min().getAsDouble();
  }

  public double max() {
    return Arrays.stream(values).max().getAsDouble();
  }

  /** The sample's standard deviation; 0 for a single value. */
  public double deviation() {
    double mean = mean();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
  }

  /** As in "0.973 ± 0.012 (5 seeds)": mean and standard deviation. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f ± %.3f (%d seeds)", mean(), deviation(), values.length);
  }
}
