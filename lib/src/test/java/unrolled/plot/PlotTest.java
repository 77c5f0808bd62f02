package unrolled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PlotTest {
  /** A loss that falls, of two cells. */
  private static Table losses(int steps) {
    IntColumn step = IntColumn.create("step");
    DoubleColumn loss = DoubleColumn.create("loss");
    StringColumn cell = StringColumn.create("cell");
    for (String name : List.of("LSTM", "GRU")) {
      for (int i = 0; i < steps; i++) {
        step.append(i);
        loss.append(1.5 + 2.6 * Math.exp(-i / 20.0) + 0.05 * Math.sin(i));
        cell.append(name);
      }
    }
    return Table.create("run", step, loss, cell);
  }

  private static Table values(double... values) {
    return Table.create(
        IntColumn.create("x", IntStream.range(0, values.length).toArray()),
        DoubleColumn.create("y", values));
  }

  private static Plot lines() {
    return Plot.lines(losses(100), "step", "loss", "cell")
        .title("Two cells learn")
        .axes("step", "loss [nats/char]")
        .reference("bigram", 2.482);
  }

  private static Plot gates() {
    double[][] values = {{0, 0.5, 1, Double.NaN}, {1, 0.25, 0, 0.75}};
    return Plot.heatMap(values, List.of("f", "i"), List.of("t", "o", " ", "t"))
        .colours("gate", 0, 1);
  }

  static Stream<Plot> awkwardPlots() {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    Table holes = values(1, nan, infinite, 2, -infinite, nan);
    Table nothing = values(nan, nan);
    Table none = values();
    return Stream.of(holes, nothing, none, values(3), values(7, 7, 7), values(-1, 0, 1e300, 1e-300))
        .flatMap(
            table ->
                Stream.of(
                    Plot.lines(table, "x", "y"),
                    Plot.lines(table, "x", "y").logY(),
                    Plot.lines(table, "y", "x").logX().spread(),
                    Plot.scatter(table, "y", "x"),
                    Plot.bars(table, "x", "y"),
                    Plot.bars(table, "x", "y").logY(),
                    Plot.heatMap(table, "x", "x", "y"),
                    Plot.lines(table, "x", "y")
                        .labelsX("words")
                        .reference("r", 1)
                        .referenceX("", 2),
                    Plot.lines(table, "x", "y").rangeX(0, 1).rangeY(0, 1)));
  }

  @ParameterizedTest
  @MethodSource("awkwardPlots")
  void missingInfiniteEqualAndAbsentValuesAreDrawnAsFarAsTheyGo(Plot plot) throws Exception {
    assertThat(ImageIO.read(new ByteArrayInputStream(plot.png())).getWidth()).isEqualTo(1440);
    assertThat(parse(plot.svg()).getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(plot.figure().getTraces()).isNotNull();
    assertThat(plot.alternativeText()).isNotBlank();
  }

  @Test
  void theSamePlotIsTheSamePictureBitForBit() {
    assertThat(lines().png()).isEqualTo(lines().png());
    assertThat(lines().svg()).isEqualTo(lines().svg());
    assertThat(gates().html()).isEqualTo(gates().html());
  }

  @Test
  void aPictureHasTwoPixelsForEachOfCssAndStandsOnWhite() throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(lines().size(500, 300).png()));
    assertThat(image.getWidth()).isEqualTo(1000);
    assertThat(image.getHeight()).isEqualTo(600);
    assertThat(image.getColorModel().hasAlpha()).isFalse();
    assertThat(new Color(image.getRGB(2, 2))).isEqualTo(Color.WHITE);
  }

  @Test
  void aHeatMapsCellsHaveTheColoursOfTheirValues() throws Exception {
    double[][] values = {{0.25, 0.5, 7}};
    Plot plot = Plot.heatMap(values, List.of("f"), List.of("a", "b", "c")).colours("", 0, 1);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot.png()));
    assertNear(image.getRGB(300, 300), Viridis.at(0.25));
    assertNear(image.getRGB(700, 300), Viridis.at(0.5));
    assertNear(image.getRGB(1100, 300), Viridis.at(1));
  }

  /** XChart rounds colours down, and a palette may do so again. */
  private static void assertNear(int rgb, Color expected) {
    Color colour = new Color(rgb);
    assertThat(colour.getRed()).isCloseTo(expected.getRed(), within(4));
    assertThat(colour.getGreen()).isCloseTo(expected.getGreen(), within(4));
    assertThat(colour.getBlue()).isCloseTo(expected.getBlue(), within(4));
  }

  @Test
  void rowsOfAHeatMapStandInTheOrderOfTheirLabels() throws Exception {
    Plot plot = Plot.heatMap(new double[][] {{1}, {0}}, List.of("up", "down"), List.of("a"));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot.png()));
    assertNear(image.getRGB(600, 150), Viridis.at(1));
    assertNear(image.getRGB(600, 600), Viridis.at(0));
  }

  @Test
  void aCurveIsOnePathSoThatItsDashesRunThrough() {
    Plot plot = Plot.lines(losses(1000), "step", "loss", "cell");
    assertThat(plot.draw()).hasSizeLessThan(150);
  }

  @Test
  void aGapIsLeftWhereAValueIsMissing() {
    long whole = strokesLike(Plot.lines(values(1, 2, 3, 4, 5), "x", "y"));
    long broken = strokesLike(Plot.lines(values(1, 2, Double.NaN, 4, 5), "x", "y"));
    assertThat(broken).isEqualTo(whole + 1);
  }

  private static long strokesLike(Plot plot) {
    return plot.draw().stream()
        .filter(mark -> Theme.line(0).equals(mark.stroke()) && mark.clip() != null)
        .count();
  }

  @Test
  void aMarkerOnTheRimIsWholeAndTheLineThroughItIsNot() {
    Plot plot = Plot.lines(values(1, 1, 0, 3), "x", "y").rangeY(0, 1);
    List<Mark> whole =
        plot.draw().stream()
            .filter(mark -> mark.stroke() == null && Theme.colour(0).equals(mark.colour()))
            .filter(mark -> mark.clip() == null)
            .toList();
    assertThat(whole).hasSize(3); // the point above the axes is not there at all
    assertThat(strokesLike(plot)).isPositive();
  }

  @Test
  void valuesOfNarrowBarsHaveFewerDigitsRatherThanRunIntoEachOther() {
    StringColumn task = StringColumn.create("task");
    StringColumn cell = StringColumn.create("cell");
    DoubleColumn accuracy = DoubleColumn.create("accuracy");
    for (int i = 0; i < 18; i++) {
      task.append("task " + i % 3);
      cell.append("cell " + i / 3);
      accuracy.append(0.2523 + i * 1.01e-4);
    }
    Table table = Table.create("scores", task, cell, accuracy);
    List<Rectangle2D> values =
        Plot.bars(table, "task", "accuracy", "cell").size(860, 420).draw().stream()
            .filter(mark -> Theme.VEIL.equals(mark.colour()))
            .map(mark -> mark.shape().getBounds2D())
            .toList();
    assertThat(values).hasSize(18);
    for (Rectangle2D value : values) {
      assertThat(values).filteredOn(value::intersects).containsExactly(value);
    }
  }

  @Test
  void aBarsValueIsWrittenOverAReferenceLineNotUnderIt() {
    Table table =
        Table.create(
            "speeds", StringColumn.create("cell", "GRU"), DoubleColumn.create("speed", 1.268));
    List<Mark> marks = Plot.bars(table, "cell", "speed").reference("by products", 1.333).draw();
    List<Integer> lines = new ArrayList<>();
    List<Integer> veils = new ArrayList<>();
    for (int i = 0; i < marks.size(); i++) {
      if (marks.get(i).stroke() != null && marks.get(i).stroke().getDashArray() != null) {
        lines.add(i);
      } else if (Theme.VEIL.equals(marks.get(i).colour())) {
        veils.add(i);
      }
    }
    assertThat(lines).hasSize(1);
    assertThat(veils).hasSize(2).allMatch(veil -> veil > lines.get(0));
  }

  @Test
  void aPictureOfThreeLongCurvesStaysSmallEnoughForADozenInANotebook() {
    Plot plot = Plot.lines(losses(3000), "step", "loss", "cell").title("Two cells learn");
    assertThat(plot.html().length()).isLessThan(80_000);
  }

  @Test
  void spreadDrawsTheMeanBetweenTheLeastAndTheGreatest() {
    Table seeds =
        Table.create(
            IntColumn.create("step", 2, 1, 1, 2, 1), DoubleColumn.create("loss", 4.0, 1, 2, 6, 6));
    Series series = Plot.lines(seeds, "step", "loss").spread().data().series().get(0);
    assertThat(series.x()).containsExactly(1, 2);
    assertThat(series.y()).containsExactly(3, 5);
    assertThat(series.low()).containsExactly(1, 4);
    assertThat(series.high()).containsExactly(6, 6);
  }

  @Test
  void eachCallGivesANewPlotAndLeavesTheOldOne() {
    Plot plot = Plot.lines(values(1, 2), "x", "y");
    String before = plot.svg();
    Plot other =
        plot.title("t").axes("a", "b").logY().reference("r", 1.5).note("n", 0, 1).size(300, 200);
    assertThat(plot.svg()).isEqualTo(before);
    assertThat(other.svg()).isNotEqualTo(before);
  }

  @Test
  void theTableIsReadWhenThePlotIsMade() {
    Table table = values(1, 2);
    Plot plot = Plot.lines(table, "x", "y");
    String before = plot.svg();
    table.doubleColumn("y").set(0, 100);
    assertThat(plot.svg()).isEqualTo(before);
  }

  @Test
  void wordsForThoseWhoCannotSeeItNameTitleAxesSeriesAndReferences() {
    assertThat(lines().alternativeText())
        .startsWith("Two cells learn. Plot of loss [nats/char] against step. LSTM from 4.1 to 1.4")
        .endsWith("Marked: bigram 2.482.");
    assertThat(gates().alternativeText()).contains("Heat map gate from 0 to 1, 2 rows, along to t");
    assertThat(lines().alternativeText("a fall").html()).contains("alt=\"a fall\"");
  }

  @Test
  void textIsEscapedInSvgAndHtml() throws Exception {
    Plot plot = lines().title("</title><script>\"&'\u0001").alternativeText("<b>\"&'\u0001");
    Document svg = parse(plot.svg());
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).startsWith("<b>\"&'");
    assertThat(plot.html()).contains("alt=\"&lt;b&gt;&quot;&amp;&#39; \"");
    assertThat(plot.interactiveHtml()).doesNotContain("</title><script>");
    Table labels = Table.create(StringColumn.create("l", "</script>"), IntColumn.create("n", 1));
    String html = Plot.bars(labels, "l", "n").title("\"q\"").interactiveHtml();
    assertThat(html).containsOnlyOnce("</script").contains("text: '\\x22q\\x22'");
  }

  @Test
  void aColumnThatIsNotThereIsNamedBesideThoseThatAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plot.lines(losses(3), "step", "los", "cell"))
        .withMessage("y: expected one of the columns [step, loss, cell], got \"los\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plot.lines(losses(3), "cell", "loss"))
        .withMessage("x: expected a column of numbers, got \"cell\" of type STRING");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plot.bars(losses(3), "cells", "loss"))
        .withMessageStartingWith("category: expected one of the columns");
  }

  @Test
  void argumentsAreCheckedAtTheCall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plot.heatMap(new double[2][3], List.of("a", "b"), List.of("x")))
        .withMessage("columns: expected 3 labels, the length of row 0, got 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lines().rangeY(2, 1))
        .withMessage("rangeY: expected two numbers in ascending order, got 2.0 and 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lines().reference("r", Double.NaN))
        .withMessage("y: expected a finite number, got NaN");
    assertThatIllegalStateException()
        .isThrownBy(() -> gates().spread())
        .withMessage("spread: expected a plot of Points, this is one of Heat");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lines().logY().rangeY(0, 1))
        .withMessage("range: expected positive numbers on a logarithmic axis, got 0.0 and 1.0");
  }

  @Test
  void aGridIsOnePictureOfSeveral() throws Exception {
    Grid grid = Plot.grid(2, lines(), gates(), lines());
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(grid.png()));
    assertThat(image.getWidth()).isEqualTo(2 * grid.width());
    assertThat(parse(grid.svg()).getElementsByTagName("path").getLength()).isGreaterThan(50);
    assertThat(grid.alternativeText()).contains("Two cells learn").contains("Heat map");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plot.grid(2))
        .withMessageContaining("plots");
  }

  @Test
  void aFigureHasATraceASeriesAndAReference() {
    assertThat(lines().figure().getTraces()).hasSize(3);
    assertThat(lines().spread().figure().getTraces()).hasSize(7);
    assertThat(gates().figure().getTraces()).hasSize(1);
  }

  @Test
  void anInteractiveFigureFetchesNothingAndKeepsAPictureWithoutScripts() {
    String html = lines().interactiveHtml();
    assertThat(html).contains("Plotly.newPlot").contains("alt=\"Two cells learn");
    assertThat(html).contains("title: {text: 'loss [nats/char]'}");
    assertThat(html).doesNotContainPattern("(?i)(src|href)\\s*=\\s*[\"']?(https?:|//)");
    assertThat(html).doesNotContainPattern("(?i)<link|@import|https?://");
    assertThat(html.length()).isLessThan(3_000_000);
  }

  private static Document parse(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
  }
}
