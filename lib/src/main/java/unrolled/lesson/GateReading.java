package unrolled.lesson;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.nd4j.linalg.api.buffer.DataType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTM;
import unrolled.nn.LSTMCell;
import unrolled.nn.LSTMStep;
import unrolled.text.Vocabulary;
import unrolled.train.CharLanguageModel;

/**
 * What every unit of a trained LSTM did while it read a text: its gates, its memory c and its
 * hidden state h, one number a character.
 */
public final class GateReading {
  /** What is read off a unit. */
  public enum Part {
    FORGET,
    INPUT,
    CANDIDATE,
    OUTPUT,
    MEMORY,
    HIDDEN;

    private Tensor of(LSTMStep step) {
      return switch (this) {
        case FORGET -> step.gates().f();
        case INPUT -> step.gates().i();
        case CANDIDATE -> step.gates().g();
        case OUTPUT -> step.gates().o();
        case MEMORY -> step.state().c();
        case HIDDEN -> step.state().h();
      };
    }
  }

  private final String text;
  private final int units;
  private final List<LSTMStep> steps;

  private GateReading(String text, int units, List<LSTMStep> steps) {
    this.text = text;
    this.units = units;
    this.steps = steps;
  }

  /**
   * Lets the first layer of a model read a text from the zero state.
   *
   * @param model with an LSTM that reads one-hot characters
   * @param text at least one character, all in the model's vocabulary
   * @throws IllegalArgumentException if the model has other layers, or the text other characters
   */
  public static GateReading of(CharLanguageModel model, String text) {
    if (!(model.rnn() instanceof LSTM lstm) || model.embedding() != null) {
      throw new IllegalArgumentException(
          "model: expected an LSTM on one-hot characters, got " + model.shape());
    }
    return of(lstm, model.vocabulary(), text);
  }

  /**
   * Lets the first layer of an LSTM read a text from the zero state, one-hot.
   *
   * @param text at least one character, all in the vocabulary
   * @throws IllegalArgumentException if the text has other characters, or the layer other inputs
   */
  public static GateReading of(LSTM lstm, Vocabulary vocabulary, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("text: expected at least one character, got none");
    }
    LSTMCell cell = lstm.cell(0, false);
    Tensor x = oneHot(vocabulary.encode(text), vocabulary.size());
    List<LSTMStep> steps =
        NoGradient.run(() -> cell.unroll(x.to(lstm.dataType()), cell.zeroState(1)));
    return new GateReading(text, cell.hiddenSize(), steps);
  }

  /** [T, 1, V]. */
  private static Tensor oneHot(int[] ids, int size) {
    double[] values = new double[ids.length * size];
    for (int t = 0; t < ids.length; t++) {
      values[t * size + ids[t]] = 1;
    }
    return Tensor.of(values, ids.length, 1, size);
  }

  public String text() {
    return text;
  }

  /** H. */
  public int units() {
    return units;
  }

  /** What one unit did, character by character. */
  public double[] of(Part part, int unit) {
    checkUnit(unit);
    double[] values = new double[steps.size()];
    for (int t = 0; t < values.length; t++) {
      Tensor all = part.of(steps.get(t));
      values[t] = all.dataType() == DataType.FLOAT ? all.floats()[unit] : all.doubles()[unit];
    }
    return values;
  }

  /** What some units did, a row for each. */
  public double[][] of(Part part, List<Integer> units) {
    return units.stream().map(unit -> of(part, unit)).toArray(double[][]::new);
  }

  /** The mean over the text, unit by unit. */
  public double[] means(Part part) {
    double[] means = new double[units];
    for (int u = 0; u < units; u++) {
      double sum = 0;
      for (double value : of(part, u)) {
        sum += value;
      }
      means[u] = sum / steps.size();
    }
    return means;
  }

  /**
   * How closely a unit follows a quantity: Pearson's correlation, 0 where either does not change.
   *
   * @param quantity one number a character
   * @throws IllegalArgumentException if there are not as many numbers as characters
   */
  public double correlation(Part part, int unit, double[] quantity) {
    if (quantity.length != steps.size()) {
      throw new IllegalArgumentException(
          "quantity: expected " + steps.size() + " numbers, got " + quantity.length);
    }
    double r = new PearsonsCorrelation().correlation(of(part, unit), quantity);
    return Double.isNaN(r) ? 0 : r;
  }

  /** The unit that follows a quantity most closely, in either direction. */
  public int closest(Part part, double[] quantity) {
    return IntStream.range(0, units)
        .boxed()
        .max(Comparator.comparingDouble(u -> Math.abs(correlation(part, u, quantity))))
        .orElseThrow();
  }

  /** How many characters ago the line began: 0 at its first character. */
  public static double[] sinceLineBreak(String text) {
    double[] since = new double[text.length()];
    for (int t = 1; t < since.length; t++) {
      since[t] = text.charAt(t - 1) == '\n' ? 0 : since[t - 1] + 1;
    }
    return since;
  }

  /**
   * A unit and a quantity one below the other, to be drawn as two curves: position, scaled, what.
   * Both are divided by their largest size, and the unit is turned over where it falls as the
   * quantity grows.
   *
   * @param characters how many of the first characters
   */
  public Table beside(Part part, int unit, String name, double[] quantity, int characters) {
    double direction = Math.signum(correlation(part, unit, quantity));
    double[] own = Arrays.stream(of(part, unit)).map(v -> v * direction).toArray();
    IntColumn position = IntColumn.create("position");
    DoubleColumn scaled = DoubleColumn.create("scaled");
    StringColumn what = StringColumn.create("what");
    for (int t = 0; t < Math.min(characters, steps.size()); t++) {
      position.append(t).append(t);
      scaled.append(quantity[t] / largest(quantity)).append(own[t] / largest(own));
      what.append(name).append(part.name().toLowerCase(Locale.ROOT) + " of unit " + unit);
    }
    return Table.create("beside", position, scaled, what);
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(1);
  }

  /** The characters of a text as labels that can be seen: ¶ for a line break, · for a space. */
  public static List<String> visible(String text) {
    String shown = text.replace('\n', '¶').replace(' ', '·');
    return shown.codePoints().mapToObj(Character::toString).toList();
  }

  private void checkUnit(int unit) {
    if (unit < 0 || unit >= units) {
      throw new IllegalArgumentException("unit: expected 0 to " + (units - 1) + ", got " + unit);
    }
  }
}
