package unrolled.plot;

import java.util.List;

/** Draws plots: XChart the axes and the data, the rest of this package what is said about them. */
final class Painter {
  private Painter() {}

  static List<Mark> paint(Plot plot) {
    Recorder paper = new Recorder();
    Header header = Header.of(plot);
    header.paint(paper);
    paper.translate(0, header.height());
    int height = plot.frame().height() - header.height();
    Places places = paintData(paper, plot, height);
    OverlayPainter.paint(paper, plot.overlays(), places);
    return paper.marks();
  }

  private static Places paintData(Recorder paper, Plot plot, int height) {
    Frame frame = plot.frame();
    if (plot.data() instanceof Data.Points points) {
      return PointsPainter.paint(paper, points, frame, plot.overlays(), height);
    }
    if (plot.data() instanceof Data.Bars bars) {
      return BarsPainter.paint(paper, bars, frame, plot.overlays(), height);
    }
    return HeatPainter.paint(paper, (Data.Heat) plot.data(), frame, height);
  }
}
