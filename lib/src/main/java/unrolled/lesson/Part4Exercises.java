package unrolled.lesson;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.nn.GRU;
import unrolled.nn.GRUCell;
import unrolled.nn.LayerShape;

/** The checks of the exercises of part 4. */
public final class Part4Exercises {
  private static final int TRIES = 20;
  private static final double CLEARLY = 0.1;

  private Part4Exercises() {}

  /** The next state of one unit. */
  @FunctionalInterface
  public interface Step {
    double next(double h, double z, double g);
  }

  /** How many parameters GRU layers have. */
  @FunctionalInterface
  public interface Count {
    long of(int inputSize, int hiddenSize, int layers, boolean bidirectional);
  }

  /** One step of one unit, from its gate and its candidate. */
  public static Verdict step(Step answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            double h = random.nextDouble(-1, 1);
            double z = random.nextDouble();
            double g = random.nextDouble(-1, 1);
            double right = (1 - z) * h + z * g;
            double given = answer.next(h, z, g);
            if (!(Math.abs(given - right) < 1e-9)) {
              return Verdict.notYet(
                  "h = %.3f, z = %.3f, g = %.3f: expected %.4f, got %.4f"
                      .formatted(h, z, g, right, given));
            }
          }
          return Verdict.right("%d random steps agree".formatted(TRIES));
        });
  }

  /**
   * May a network read this in both directions? "yes" or "no" for each.
   *
   * @param tags the parts of speech of a finished text
   * @param keyboard the next word, on a telephone's keyboard
   * @param review whether a review is friendly
   * @param subtitles live subtitles, each word at once
   */
  public static Verdict bothWays(String tags, String keyboard, String review, String subtitles) {
    List<String> right = List.of("yes", "no", "yes", "no");
    List<String> given = List.of(tags, keyboard, review, subtitles);
    long agreed = IntStream.range(0, 4).filter(i -> right.get(i).equals(given.get(i))).count();
    return agreed == 4
        ? Verdict.right("all four")
        : Verdict.notYet(
            agreed + " of 4; is what stands to the right there when the answer is needed?");
  }

  /**
   * From a library whose gate keeps, h' = z h + (1 - z) g, to ours, whose gate replaces.
   *
   * @param answer makes the parameters {w_h, w_x, b} of our update gate σ(w_h h + w_x x + b) out of
   *     the library's
   */
  public static Verdict translation(UnaryOperator<double[]> answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            double[] theirs = random.doubles(3, -2, 2).toArray();
            double h = random.nextDouble(-1, 1);
            double x = random.nextDouble(-1, 1);
            double g = random.nextDouble(-1, 1);
            double keep = gate(theirs, h, x);
            double right = keep * h + (1 - keep) * g;
            double replace = gate(answer.apply(theirs.clone()), h, x);
            double given = (1 - replace) * h + replace * g;
            if (!(Math.abs(given - right) < 1e-9)) {
              return Verdict.notYet(
                  "for their %s the library's next state is %.4f, ours with your parameters %.4f"
                      .formatted(Part1Exercises.text(theirs), right, given));
            }
          }
          return Verdict.right("the two libraries agree %d times".formatted(TRIES));
        });
  }

  private static double gate(double[] parameters, double h, double x) {
    return 1 / (1 + Math.exp(-(parameters[0] * h + parameters[1] * x + parameters[2])));
  }

  /** Held against layers of the library, stacked and in both directions. */
  public static Verdict parameters(Count answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            int d = 1 + random.nextInt(9);
            int h = 1 + random.nextInt(9);
            int layers = 1 + n % 3;
            boolean both = n % 2 == 1;
            LayerShape shape = LayerShape.of(d, h).withLayers(layers);
            GRU gru =
                new GRU(
                    both ? shape.withBothDirections() : shape,
                    GRUCell.Reset.AFTER_PRODUCT,
                    DataType.FLOAT,
                    random);
            long given = answer.of(d, h, layers, both);
            if (given != gru.parameterCount()) {
              return Verdict.notYet(
                  "D = %d, H = %d, layers %d, %s: the layers have %d numbers, the formula gives %d"
                      .formatted(
                          d,
                          h,
                          layers,
                          both ? "both directions" : "one direction",
                          gru.parameterCount(),
                          given));
            }
          }
          return Verdict.right("%d layers and stacks agree".formatted(TRIES));
        });
  }

  /**
   * Two units for which the reset conventions send the first candidate in opposite directions: U (r
   * * h) above a tenth and r * (U h) below minus a tenth, in the first unit.
   *
   * @param u [2][2]
   * @param r two gates in [0, 1]
   * @param h two states in [-1, 1]
   */
  public static Verdict opposite(double[][] u, double[] r, double[] h) {
    return Verdict.of(
        () -> {
          for (int i = 0; i < 2; i++) {
            if (!(r[i] >= 0 && r[i] <= 1) || !(Math.abs(h[i]) <= 1)) {
              return Verdict.notYet("gates are between 0 and 1, states between -1 and 1");
            }
          }
          double before = u[0][0] * r[0] * h[0] + u[0][1] * r[1] * h[1];
          double after = r[0] * (u[0][0] * h[0] + u[0][1] * h[1]);
          String found = "reset before the product %.3f, after it %.3f".formatted(before, after);
          return before > CLEARLY && after < -CLEARLY
              ? Verdict.right(found)
              : Verdict.notYet(
                  "%s; expected above %s and below -%s".formatted(found, CLEARLY, CLEARLY));
        });
  }

  /**
   * An initialisation with which a GRU of 16 units learns to remember a symbol over 60 steps of
   * noise in 300 batches, for two seeds.
   *
   * @param initialise changes the new cell's parameters before training; D is 8, H is 16
   */
  public static Verdict farReach(Consumer<GRUCell> initialise) {
    return FarReach.of(
        new FirstSymbolTask(4, 60),
        FitSettings.of(300, 1e-2),
        random -> {
          GRU layer =
              new GRU(LayerShape.of(8, 16), GRUCell.Reset.BEFORE_PRODUCT, DataType.FLOAT, random);
          initialise.accept(layer.cell(0, false));
          return layer;
        });
  }
}
