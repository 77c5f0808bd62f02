package unrolled.plot;

import java.util.List;
import org.knowm.xchart.style.AxesChartStyler;

/** Ranges and tick labels of a chart's axes. */
final class Ticks {
  /** Where an axis spans more decades than this, only they are labelled. */
  private static final double DECADES = 1.5;

  private Ticks() {}

  static void apply(AxesChartStyler styler, Frame frame, Range x, Range y) {
    applyX(styler, frame.x(), x);
    applyY(styler, frame.y(), y);
  }

  private static void applyX(AxesChartStyler styler, Axis axis, Range range) {
    styler.setXAxisMin(range.min()).setXAxisMax(range.max());
    if (axis.logarithmic()) {
      styler.setXAxisLogarithmic(true).setXAxisLogarithmicDecadeOnly(range.decades() > DECADES);
    } else if (!axis.labels().isEmpty()) {
      styler.setxAxisTickLabelsFormattingFunction(position -> label(axis.labels(), position));
    }
  }

  static void applyY(AxesChartStyler styler, Axis axis, Range range) {
    styler.setYAxisMin(range.min()).setYAxisMax(range.max());
    if (axis.logarithmic()) {
      styler.setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(range.decades() > DECADES);
    }
  }

  private static String label(List<String> labels, double position) {
    int i = (int) Math.round(position);
    return Math.abs(position - i) < 1e-6 && i >= 0 && i < labels.size() ? labels.get(i) : "";
  }
}
