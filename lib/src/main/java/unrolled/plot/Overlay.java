package unrolled.plot;

import java.util.List;
import java.util.stream.DoubleStream;

/** Something drawn over the data. */
sealed interface Overlay {
  /** A horizontal line across the plot at {@code y}. */
  record Horizontal(String label, double y) implements Overlay {}

  /** A vertical line at {@code x}. */
  record Vertical(String label, double x) implements Overlay {}

  /** The values of the horizontal lines. */
  static DoubleStream heights(List<Overlay> overlays) {
    return overlays.stream()
        .filter(Horizontal.class::isInstance)
        .mapToDouble(line -> ((Horizontal) line).y());
  }

  /** Words at a point. */
  record Note(String text, double x, double y) implements Overlay {}
}
