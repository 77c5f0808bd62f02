package unrolled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a plot shows, in words made from its data. */
final class Words {
  private static final int SERIES = 8;

  private Words() {}

  static String of(Plot plot) {
    Frame frame = plot.frame();
    List<String> sentences = new ArrayList<>();
    if (!frame.title().isEmpty()) {
      sentences.add(frame.title());
    }
    if (plot.data() instanceof Data.Heat heat) {
      sentences.add(heatMap(heat, frame));
    } else {
      String kind = plot.data() instanceof Data.Bars ? "Bars" : "Plot";
      sentences.add("%s of %s against %s".formatted(kind, frame.y().title(), frame.x().title()));
      plot.data().series().stream()
          .limit(SERIES)
          .map(series -> plot.data() instanceof Data.Bars ? bars(series, frame) : line(series))
          .filter(text -> !text.isEmpty())
          .forEach(sentences::add);
    }
    List<String> lines = plot.overlays().stream().map(Words::overlay).toList();
    if (!lines.isEmpty()) {
      sentences.add("Marked: " + String.join(", ", lines));
    }
    return String.join(". ", sentences) + ".";
  }

  private static String line(Series series) {
    double[] y = Arrays.stream(series.y()).filter(Double::isFinite).toArray();
    if (y.length == 0) {
      return (series.name() + " no values").strip();
    }
    return "%s from %s to %s"
        .formatted(series.name(), Numbers.brief(y[0]), Numbers.brief(y[y.length - 1]))
        .strip();
  }

  private static String bars(Series series, Frame frame) {
    List<String> bars = new ArrayList<>();
    for (int i = 0; i < Math.min(series.x().length, SERIES); i++) {
      String category = frame.x().labels().get((int) series.x()[i]);
      bars.add(category + " " + Numbers.brief(series.y()[i]));
    }
    String name = series.name().isEmpty() ? "" : series.name() + ": ";
    return name + String.join(", ", bars);
  }

  private static String heatMap(Data.Heat heat, Frame frame) {
    var seen =
        Arrays.stream(heat.values())
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .summaryStatistics();
    String range =
        seen.getCount() == 0
            ? "no values"
            : "from %s to %s".formatted(Numbers.brief(seen.getMin()), Numbers.brief(seen.getMax()));
    String along =
        frame.x().labels().stream()
            .limit(60)
            .collect(Collectors.joining(longest(frame) ? " " : ""));
    return "Heat map %s %s, %d rows, along %s"
        .formatted(heat.title(), range, heat.values().length, along)
        .replaceAll(" +", " ");
  }

  private static boolean longest(Frame frame) {
    return frame.x().labels().stream()
        .anyMatch(label -> label.codePointCount(0, label.length()) > 1);
  }

  private static String overlay(Overlay overlay) {
    if (overlay instanceof Overlay.Horizontal line) {
      return line.label() + " " + Numbers.brief(line.y());
    }
    return overlay instanceof Overlay.Vertical line
        ? line.label() + " at " + Numbers.brief(line.x())
        : ((Overlay.Note) overlay).text();
  }
}
