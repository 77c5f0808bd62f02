package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;

/** Colours, dashes and type, the same for every plot. */
final class Theme {
  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color PALE_INK = new Color(0x59, 0x59, 0x59);
  private static final Color GRID = new Color(0xe2, 0xe2, 0xe2);

  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  static final Font SMALL = TEXT.deriveFont(12f);
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);

  /** Okabe and Ito's, in an order that keeps neighbours apart in grey too; without their yellow. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00, 0x72, 0xb2),
          new Color(0xd5, 0x5e, 0x00),
          new Color(0x00, 0x9e, 0x73),
          new Color(0xcc, 0x79, 0xa7),
          new Color(0xe6, 0x9f, 0x00),
          new Color(0x56, 0xb4, 0xe9),
          new Color(0x00, 0x00, 0x00));

  private static final float[][] DASHES = {
    null, {7, 4}, {2, 3.5f}, {10, 4, 2, 4}, {14, 4}, {4, 3}, {10, 3, 2, 3, 2, 3}
  };

  private Theme() {}

  static Color colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  static Color pale(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 45);
  }

  static BasicStroke line(int series) {
    float[] dash = DASHES[(series + series / COLOURS.size()) % DASHES.length];
    return new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  /** What all charts have in common. */
  static void apply(AxesChartStyler styler, Frame frame) {
    styler.setChartBackgroundColor(PAPER).setPlotBackgroundColor(PAPER).setPlotBorderVisible(false);
    styler.setChartFontColor(INK).setChartTitleVisible(false);
    styler.setLegendVisible(false).setChartPadding(10).setPlotContentSize(1);
    styler.setAxisTitleFont(TEXT).setAxisTickLabelsFont(SMALL).setAxisTickLabelsColor(INK);
    styler.setAxisTickMarksColor(PALE_INK).setAxisTickMarkLength(4).setAxisTickPadding(4);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotMargin(0).setXAxisTickMarkSpacingHint(80).setYAxisTickMarkSpacingHint(40);
    styler.setXAxisTitleVisible(!frame.x().title().isEmpty());
    styler.setYAxisTitleVisible(!frame.y().title().isEmpty());
    styler.setLocale(Locale.US);
  }

  static void titles(Chart<?, ?> chart, Frame frame) {
    chart.setXAxisTitle(frame.x().title());
    chart.setYAxisTitle(frame.y().title());
  }
}
