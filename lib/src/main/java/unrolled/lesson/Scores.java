package unrolled.lesson;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Figures of several contestants in several disciplines, each with its spread over seeds.
 * Immutable: {@code with} gives new scores.
 */
public final class Scores {
  private record Score(String contestant, String discipline, Spread spread) {}

  private final String quantity;
  private final List<Score> scores;

  private Scores(String quantity, List<Score> scores) {
    this.quantity = quantity;
    this.scores = scores;
  }

  /** No figures yet; {@code quantity} names their column: "accuracy". */
  public static Scores of(String quantity) {
    return new Scores(quantity, List.of());
  }

  public Scores with(String contestant, String discipline, Spread spread) {
    List<Score> more = new ArrayList<>(scores);
    more.add(new Score(contestant, discipline, spread));
    return new Scores(quantity, List.copyOf(more));
  }

  /** For what needs no seeds: a baseline. */
  public Scores with(String contestant, String discipline, double value) {
    return with(contestant, discipline, Spread.of(value));
  }

  /**
   * The figures of one contestant in one discipline.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Spread of(String contestant, String discipline) {
    return scores.stream()
        .filter(s -> s.contestant().equals(contestant) && s.discipline().equals(discipline))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "contestant, discipline: expected a pair that was added, got "
                        + contestant
                        + ", "
                        + discipline))
        .spread();
  }

  /** A row for each seed: contestant, discipline, run (from 1), and the quantity. */
  public Table table() {
    StringColumn contestants = StringColumn.create("contestant");
    StringColumn disciplines = StringColumn.create("discipline");
    IntColumn runs = IntColumn.create("run");
    DoubleColumn values = DoubleColumn.create(quantity);
    for (Score score : scores) {
      double[] all = score.spread().values();
      for (int run = 0; run < all.length; run++) {
        contestants.append(score.contestant());
        disciplines.append(score.discipline());
        runs.append(run + 1);
        values.append(all[run]);
      }
    }
    return Table.create(quantity, contestants, disciplines, runs, values);
  }

  /** A row for each figure: contestant, discipline, mean ± deviation, least and greatest. */
  public Table summary() {
    StringColumn contestants = StringColumn.create("contestant");
    StringColumn disciplines = StringColumn.create("discipline");
    StringColumn means = StringColumn.create(quantity);
    StringColumn ranges = StringColumn.create("range");
    for (Score score : scores) {
      Spread spread = score.spread();
      boolean one = spread.values().length == 1;
      contestants.append(score.contestant());
      disciplines.append(score.discipline());
      means.append(one ? "%.3f".formatted(spread.mean()) : spread.toString());
      ranges.append(one ? "" : "%.3f to %.3f".formatted(spread.min(), spread.max()));
    }
    return Table.create(quantity, contestants, disciplines, means, ranges);
  }
}
