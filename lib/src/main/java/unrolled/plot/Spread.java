package unrolled.plot;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/** Several runs of the same thing as their mean, with a band from the least to the greatest. */
final class Spread {
  private Spread() {}

  /** Points with the same x become one. */
  static Series of(Series series) {
    Map<Double, DoubleSummaryStatistics> byX = new TreeMap<>();
    for (int i = 0; i < series.x().length; i++) {
      if (Double.isFinite(series.y()[i])) {
        byX.computeIfAbsent(series.x()[i], any -> new DoubleSummaryStatistics())
            .accept(series.y()[i]);
      }
    }
    double[] x = byX.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    DoubleSummaryStatistics[] all = byX.values().toArray(DoubleSummaryStatistics[]::new);
    return new Series(
        series.name(),
        x,
        Arrays.stream(all).mapToDouble(DoubleSummaryStatistics::getAverage).toArray(),
        Arrays.stream(all).mapToDouble(DoubleSummaryStatistics::getMin).toArray(),
        Arrays.stream(all).mapToDouble(DoubleSummaryStatistics::getMax).toArray());
  }
}
