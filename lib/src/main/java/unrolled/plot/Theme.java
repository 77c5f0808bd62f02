package unrolled.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;

/** Colours, dashes and type, the same for every plot. */
final class Theme {
  static final Color PAPER = Color.WHITE;
  static final Color VEIL = new Color(0xff, 0xff, 0xff, 200);
  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color PALE_INK = new Color(0x59, 0x59, 0x59);
  static final Color GRID = new Color(0xe2, 0xe2, 0xe2);

  static final Color NO_VALUE = new Color(0xee, 0xee, 0xee);
  private static final Color NOTHING = new Color(0, 0, 0, 0);

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

  /** Leaves nothing of a chart but its data, from edge to edge. */
  static void bare(AxesChartStyler styler) {
    styler.setChartBackgroundColor(NOTHING).setPlotBackgroundColor(NOTHING);
    styler.setPlotBorderVisible(false).setLegendVisible(false).setChartTitleVisible(false);
    styler.setChartPadding(0).setPlotContentSize(1);
    styler.setPlotMargin(0).setAxisTicksVisible(false).setAxisTitlesVisible(false);
    // Labels that are all alike end XChart's search for marks, which it does even for hidden axes.
    styler.setxAxisTickLabelsFormattingFunction(value -> "");
    styler.setyAxisTickLabelsFormattingFunction(value -> "");
    styler.setPlotGridLinesVisible(false).setPlotTicksMarksVisible(false).setLocale(Locale.US);
  }
}
