package unrolled.lesson;

import java.util.Random;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTM;
import unrolled.nn.LSTMCell;
import unrolled.nn.LayerShape;

/** The checks of the exercises of part 3. */
public final class Part3Exercises {
  private static final int TRIES = 20;

  private Part3Exercises() {}

  /** The memory after some steps: c0, then the gates f, i and the candidate g of each step. */
  @FunctionalInterface
  public interface Memory {
    double after(double c0, double[] f, double[] i, double[] g);
  }

  /**
   * Settings {f, i} that keep the memory as it is, that empty it, and that put the candidate in its
   * place.
   */
  public static Verdict settings(double[] keep, double[] empty, double[] replace) {
    return Verdict.of(
        () -> {
          String wrong =
              wrong("keep", keep, 1, 0)
                  + wrong("empty", empty, 0, 0)
                  + wrong("replace", replace, 0, 1);
          return wrong.isEmpty()
              ? Verdict.right("all three")
              : Verdict.notYet(wrong.strip() + " Try c = 5, g = -1 in c' = f c + i g.");
        });
  }

  private static String wrong(String name, double[] given, double f, double i) {
    boolean right = given.length == 2 && given[0] == f && given[1] == i;
    return right ? "" : " \"%s\" does something else.".formatted(name);
  }

  /** The belt as a loop. */
  public static Verdict memory(Memory answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            int steps = 1 + random.nextInt(6);
            double c0 = random.nextDouble(-3, 3);
            double[] f = random.doubles(steps).toArray();
            double[] i = random.doubles(steps).toArray();
            double[] g = random.doubles(steps, -1, 1).toArray();
            double right = c0;
            for (int t = 0; t < steps; t++) {
              right = f[t] * right + i[t] * g[t];
            }
            double given = answer.after(c0, f.clone(), i.clone(), g.clone());
            if (!(Math.abs(given - right) < 1e-9)) {
              return Verdict.notYet(
                  "%d steps from c = %.3f: expected %.4f, got %.4f"
                      .formatted(steps, c0, right, given));
            }
          }
          return Verdict.right("%d random belts agree".formatted(TRIES));
        });
  }

  /** The least whole forget bias that leaves at least a third of a memory after 100 steps. */
  public static Verdict leastBias(int bias) {
    double left = left(bias);
    String found = "a bias of %d leaves %.3f".formatted(bias, left);
    if (left < 1.0 / 3) {
      return Verdict.notYet(found + ", less than a third");
    }
    return left(bias - 1) < 1.0 / 3
        ? Verdict.right(found)
        : Verdict.notYet(found + "; a smaller one is enough");
  }

  private static double left(int bias) {
    return Math.pow(1 / (1 + Math.exp(-bias)), 100);
  }

  /**
   * A cell of one unit, programmed by hand: its memory must be the number of ticks since the last
   * reset, to a tenth.
   *
   * @param program sets the weights [1, 4] on z = [h, ".", "R", "x"] and the biases [1] of a cell
   *     in which all are 0
   */
  public static Verdict counter(Consumer<LSTMCell> program) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          MachineTask task = MachineTask.counter(30);
          LSTMCell cell = new LSTMCell(task.symbols(), 1, DataType.DOUBLE, random);
          cell.parameters()
              .values()
              .forEach(p -> p.assign(Tensor.zeros(DataType.DOUBLE, p.shape())));
          program.accept(cell);
          for (int n = 0; n < TRIES; n++) {
            String text = task.text(random);
            double[] c =
                GateReading.of(LSTM.of(cell), task.vocabulary(), text)
                    .of(GateReading.Part.MEMORY, 0);
            int[] ticks = task.answers(text);
            for (int t = 0; t < c.length; t++) {
              if (!(Math.abs(c[t] - ticks[t]) < 0.1)) {
                return Verdict.notYet(
                    "after \"%s\" the memory is %.2f, expected %d"
                        .formatted(text.substring(0, t + 1), c[t], ticks[t]));
              }
            }
          }
          return Verdict.right("it counts %d random sequences".formatted(TRIES));
        });
  }

  /**
   * An initialisation with which an LSTM of 16 units learns to remember a symbol over 60 steps of
   * noise in 300 batches, for two seeds.
   *
   * @param initialise changes the new cell's parameters before training; D is 8, H is 16
   */
  public static Verdict farReach(Consumer<LSTMCell> initialise) {
    return FarReach.of(
        new FirstSymbolTask(4, 60),
        FitSettings.of(300, 1e-2),
        random -> {
          LSTM layer = new LSTM(LayerShape.of(8, 16), DataType.FLOAT, random);
          initialise.accept(layer.cell(0, false));
          return layer;
        });
  }
}
