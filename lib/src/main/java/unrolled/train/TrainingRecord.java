package unrolled.train;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a training did, and all that is needed to do it again.
 *
 * @param shape the model's
 * @param recipe how it was trained, the seed included
 * @param dataSha256 of the text
 * @param versions of this library, of Java, and the kernels that computed
 * @param outcome how it ended, or that it has not
 * @param rows one for each evaluation
 */
public record TrainingRecord(
    ModelShape shape,
    Recipe recipe,
    String dataSha256,
    Map<String, String> versions,
    Outcome outcome,
    List<Row> rows) {
  /** How a training ended. */
  public enum Outcome {
    RUNNING,
    FINISHED,
    INTERRUPTED,
    /** A loss or a gradient became infinite or not a number. */
    DIVERGED
  }

  /**
   * One evaluation.
   *
   * @param step how many steps had been made
   * @param characters how many characters had been read
   * @param seconds since the start, evaluations included
   * @param trainingLoss the mean of the steps since the last row, in nats per character
   * @param validationLoss of the whole validation part in nats per character, as {@link
   *     Evaluation#parallel} finds it
   * @param learningRate of the last step
   * @param gradientNorm of the last step, before clipping
   * @param charactersPerSecond since the last row, evaluations not counted
   */
  public record Row(
      long step,
      long characters,
      double seconds,
      double trainingLoss,
      double validationLoss,
      double learningRate,
      double gradientNorm,
      double charactersPerSecond) {}

  public TrainingRecord {
    versions = Map.copyOf(versions);
    rows = List.copyOf(rows);
  }

  /**
   * The row with the lowest validation loss: its weights are the ones that were kept.
   *
   * @throws IllegalStateException if there was no evaluation
   */
  public Row best() {
    return rows.stream()
        .min((a, b) -> Double.compare(a.validationLoss(), b.validationLoss()))
        .orElseThrow(() -> new IllegalStateException("best: there was no evaluation yet"));
  }

  /** The rows as a table; its columns have the rows' names in words. */
  public Table table() {
    return Table.create(
        "training",
        longs("step", Row::step),
        longs("characters", Row::characters),
        doubles("seconds", Row::seconds),
        doubles("training loss", Row::trainingLoss),
        doubles("validation loss", Row::validationLoss),
        doubles("learning rate", Row::learningRate),
        doubles("gradient norm", Row::gradientNorm),
        doubles("characters per second", Row::charactersPerSecond));
  }

  /** The two losses one below the other, to be drawn as two curves: characters, loss, part. */
  public Table losses() {
    LongColumn characters = LongColumn.create("characters");
    DoubleColumn loss = DoubleColumn.create("loss");
    StringColumn part = StringColumn.create("part");
    for (Row row : rows) {
      characters.append(row.characters()).append(row.characters());
      loss.append(row.trainingLoss()).append(row.validationLoss());
      part.append("training").append("validation");
    }
    return Table.create("losses", characters, loss, part);
  }

  private LongColumn longs(String name, ToLongFunction<Row> value) {
    return LongColumn.create(name, rows.stream().mapToLong(value).toArray());
  }

  private DoubleColumn doubles(String name, ToDoubleFunction<Row> value) {
    return DoubleColumn.create(name, rows.stream().mapToDouble(value).toArray());
  }
}
