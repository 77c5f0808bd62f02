package unrolled.grade;

import static unrolled.grade.Draw.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Assignment 3, its second half: DL4J's weights, and gradients by differences. */
final class A3Import {
  private static final double STEP = 1e-3;
  private static final double DIFFERENCE_TOLERANCE = 2e-6;

  /** Which of our gates stands in each quarter of DL4J's columns. */
  private static final int[] DL4J = {
    LstmOracle.CANDIDATE, LstmOracle.FORGET, LstmOracle.OUTPUT, LstmOracle.INPUT
  };

  private static final String[] NAMES = {"forget", "input", "candidate", "output"};

  private A3Import() {}

  static PartialTask split(A3.Split answer) {
    List<PartialTask.Part> parts = new ArrayList<>();
    for (int quarter = 0; quarter < DL4J.length; quarter++) {
      parts.add(new PartialTask.Part(1, splitOf(answer, NAMES[DL4J[quarter]], quarter)));
    }
    return new PartialTask(parts);
  }

  private static Task splitOf(A3.Split answer, String gate, int quarter) {
    String task = "DL4J's columns of the " + gate + (gate.equals("candidate") ? "" : " gate");
    return Task.of(
        task,
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          double[][] columns = d.matrix(d.batch, 4 * d.hidden);
          Question question =
              Question.of(
                  () -> {
                    var parts = answer.split(Nd4j.create(columns));
                    if (parts == null || !parts.containsKey(gate)) {
                      throw new CheckFailedException(
                          task, "name-missing", "the map has no entry named \"" + gate + "\"");
                    }
                    return parts.get(gate);
                  },
                  "[N, H]",
                  quarter(columns, quarter, d.hidden));
          for (int other = 0; other < DL4J.length; other++) {
            if (other != quarter) {
              question.mistake(
                  "gate-columns-permuted",
                  "these columns are another gate's: let the experiment show which quarter moves this one",
                  quarter(columns, other, d.hidden));
            }
          }
          return question.mistake(
              "columns-interleaved",
              "this takes every fourth column: each gate's columns stand together, H in a row",
              everyFourth(columns, quarter));
        });
  }

  private static double[][] quarter(double[][] columns, int quarter, int hidden) {
    return Plain.columns(columns, quarter * hidden, (quarter + 1) * hidden);
  }

  private static double[][] everyFourth(double[][] columns, int offset) {
    int hidden = columns[0].length / 4;
    double[][] taken = new double[columns.length][hidden];
    for (int r = 0; r < taken.length; r++) {
      for (int c = 0; c < hidden; c++) {
        taken[r][c] = columns[r][4 * c + offset];
      }
    }
    return taken;
  }

  static Task imported(A3.Imported answer) {
    return Task.of(
        "equal to DL4J's LSTM",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          LstmOracle lstm = new LstmOracle(d);
          double[][][] x = d.sequence(d.steps, d.batch, d.inputs);
          INDArray w = Nd4j.create(columns(lstm, lstm.hidden, lstm.inputs));
          INDArray rw = Nd4j.create(columns(lstm, 0, lstm.hidden));
          INDArray b = Nd4j.create(new double[][] {biases(lstm)});
          return Question.of(
                  () -> answer.run(w, rw, b, tensor(x)), "[T, B, H]", lstm.hiddenStates(x))
              .mistake(
                  "gate-columns-permuted",
                  "the columns are read in PyTorch's order, input, forget, candidate, output: DL4J's is another",
                  pyTorchOrder(lstm, d).hiddenStates(x))
              .mistake(
                  "bias-forgotten",
                  "the biases did not come along",
                  withoutBias(lstm, d).hiddenStates(x));
        });
  }

  /** Columns from of every gate's [H][H+D], turned, in DL4J's order: [count][4H]. */
  static double[][] columns(LstmOracle lstm, int from, int count) {
    double[][] all = new double[count][0];
    for (int gate : DL4J) {
      double[][] part = Plain.columns(lstm.weights[gate], from, from + count);
      all = Plain.concat(all, Plain.transpose(part));
    }
    return all;
  }

  static double[] biases(LstmOracle lstm) {
    return Arrays.stream(DL4J)
        .mapToObj(g -> lstm.biases[g])
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  private static LstmOracle pyTorchOrder(LstmOracle lstm, Draw d) {
    int[] order = new int[LstmOracle.GATES];
    int[] pyTorch = {LstmOracle.INPUT, LstmOracle.FORGET, LstmOracle.CANDIDATE, LstmOracle.OUTPUT};
    for (int quarter = 0; quarter < order.length; quarter++) {
      order[pyTorch[quarter]] = DL4J[quarter];
    }
    return lstm.permuted(d, order);
  }

  private static LstmOracle withoutBias(LstmOracle lstm, Draw d) {
    LstmOracle other = lstm.permuted(d, 0, 1, 2, 3);
    Arrays.setAll(other.biases, g -> new double[lstm.hidden]);
    return other;
  }

  static Task numericGradient(A3.Gradient answer) {
    return Task.of(
        "gradient by differences",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          double[] at = d.vector(d.inputs + 2);
          double[] scale = d.bias(at.length);
          ToDoubleFunction<double[]> loss = p -> loss(p, scale);
          double[] given = at.clone();
          return Question.of(
                  () -> answer.of(loss, given, STEP),
                  "one number for each of the point's",
                  differences(loss, at, STEP, -STEP, 2 * STEP),
                  DIFFERENCE_TOLERANCE)
              .mistake(
                  "one-sided-difference",
                  "this is (L(p + e) - L(p)) / e: its error shrinks with e only, that of the central difference with e²",
                  differences(loss, at, STEP, 0, STEP))
              .mistake(
                  "one-sided-difference",
                  "this is (L(p) - L(p - e)) / e: its error shrinks with e only, that of the central difference with e²",
                  differences(loss, at, 0, -STEP, STEP))
              .mistake(
                  "factor-two",
                  "twice too large: the two points are 2e apart",
                  differences(loss, at, STEP, -STEP, STEP))
              .mistake(
                  "sign",
                  "the sign is wrong: it is L(p + e) - L(p - e)",
                  differences(loss, at, -STEP, STEP, 2 * STEP))
              .mistake(
                  "not-divided",
                  "the difference is not divided by the distance 2e",
                  differences(loss, at, STEP, -STEP, 1))
              .afterwards(() -> checkUnchanged(at, given));
        });
  }

  private static void checkUnchanged(double[] at, double[] given) {
    if (!Arrays.equals(at, given)) {
      throw new CheckFailedException(
          "gradient by differences",
          "point-not-restored",
          "the point is not what it was: put each number back before the next one moves, or work on a copy");
    }
  }

  private static double loss(double[] p, double[] scale) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += scale[i] * Math.tanh(2 * p[i] + p[(i + 1) % p.length]) + 0.5 * p[i] * p[i];
    }
    return sum;
  }

  private static double[] differences(
      ToDoubleFunction<double[]> loss, double[] at, double right, double left, double distance) {
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      gradient[i] = (moved(loss, at, i, right) - moved(loss, at, i, left)) / distance;
    }
    return gradient;
  }

  private static double moved(ToDoubleFunction<double[]> loss, double[] at, int i, double by) {
    double[] point = at.clone();
    point[i] += by;
    return loss.applyAsDouble(point);
  }
}
