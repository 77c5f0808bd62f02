package unrolled.plot;

import java.util.List;

/**
 * Draws plots: XChart the data, the rest of this package what stands around them and what is said
 * about them.
 */
final class Painter {
  private Painter() {}

  static List<Mark> paint(Plot plot) {
    Recorder paper = new Recorder();
    Header header = Header.of(plot);
    header.paint(paper);
    DataPainter data = data(plot);
    Axes axes = Axes.of(plot.frame(), data.x(), data.y(), header.height(), data.roomRight());
    axes.paintGrid(paper);
    data.paint(paper, axes);
    axes.paint(paper);
    Labels labels = new Labels(paper, axes.area());
    OverlayPainter overlays = new OverlayPainter(paper, plot.overlays(), axes, labels);
    overlays.paintLines(); // below all that is written
    data.label(paper, axes, labels);
    overlays.paintLabels();
    return paper.marks();
  }

  private static DataPainter data(Plot plot) {
    if (plot.data() instanceof Data.Points points) {
      return new PointsPainter(points, plot.frame(), plot.overlays());
    }
    return plot.data() instanceof Data.Bars bars
        ? new BarsPainter(bars, plot.frame(), plot.overlays())
        : new HeatPainter((Data.Heat) plot.data(), plot.frame());
  }
}
