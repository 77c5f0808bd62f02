package unrolled.plot;

import java.util.ArrayList;
import java.util.List;

/** Several plots in one picture, in rows from the left. */
public final class Grid implements Picture {
  private static final int COLUMN = 360;
  private static final int ROW = 260;

  private final int columns;
  private final List<Plot> plots;

  Grid(int columns, List<Plot> plots) {
    if (columns < 1) {
      throw new IllegalArgumentException("columns: expected at least 1, got " + columns);
    }
    if (plots.isEmpty()) {
      throw new IllegalArgumentException("plots: expected at least one, got none");
    }
    this.columns = Math.min(columns, plots.size());
    this.plots = plots.stream().map(Grid::small).toList();
  }

  /** A plot of the usual size is made small enough to stand beside others. */
  private static Plot small(Plot plot) {
    Frame frame = plot.frame();
    boolean usual = frame.width() == Frame.WIDTH && frame.height() == Frame.HEIGHT;
    return usual ? plot.size(COLUMN, ROW) : plot;
  }

  private int cellWidth() {
    return plots.stream().mapToInt(Plot::width).max().orElseThrow();
  }

  private int cellHeight() {
    return plots.stream().mapToInt(plot -> plot.frame().height()).max().orElseThrow();
  }

  private List<Mark> draw() {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < plots.size(); i++) {
      int row = i / columns;
      int dx = i % columns * cellWidth();
      int dy = row * cellHeight();
      plots.get(i).draw().forEach(mark -> marks.add(mark.moved(dx, dy)));
    }
    return marks;
  }

  @Override
  public int width() {
    return columns * cellWidth();
  }

  private int height() {
    return (plots.size() + columns - 1) / columns * cellHeight();
  }

  @Override
  public String svg() {
    return SvgWriter.write(draw(), width(), height(), alternativeText());
  }

  /** The picture as a PNG file with two pixels for each CSS pixel. */
  public byte[] png() {
    return PngWriter.write(draw(), width(), height());
  }

  @Override
  public String html() {
    return image("image/png", png());
  }

  @Override
  public String alternativeText() {
    return String.join(" ", plots.stream().map(Plot::alternativeText).toList());
  }

  @Override
  public String toString() {
    return alternativeText();
  }
}
