package unrolled.lesson;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.Tensor;
import unrolled.nn.LayerShape;
import unrolled.nn.RNN;
import unrolled.nn.RNNCell;

/** The checks of the exercises of part 2. */
public final class Part2Exercises {
  private static final int TRIES = 20;

  private Part2Exercises() {}

  /** dh_T/dh_0 of the scalar network h_t = tanh(w h_{t-1} + x_t). */
  @FunctionalInterface
  public interface GradientProduct {
    double of(double w, double h0, double[] x);
  }

  /** A gradient, clipped so that its norm is at most max. */
  @FunctionalInterface
  public interface Clipping {
    double[] of(double[] gradient, double max);
  }

  /** The first number of steps after which the bound w^T is below a threshold. */
  public static Verdict stepsUntil(int answer, double w, double threshold) {
    int expected = 0;
    for (double bound = 1; bound >= threshold; bound *= w) {
      expected++;
    }
    return answer == expected
        ? Verdict.right("%.3f^%d = %.2g".formatted(w, answer, Math.pow(w, answer)))
        : Verdict.notYet(
            "%.3f^%d = %.2g; asked is the first power below %.0e"
                .formatted(w, answer, Math.pow(w, answer), threshold));
  }

  /** Held against the autograd on random networks. */
  public static Verdict gradientProduct(GradientProduct answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int i = 0; i < TRIES; i++) {
            double w = random.nextDouble(0.2, 1.5);
            double h0 = random.nextDouble(-0.9, 0.9);
            double[] x = random.doubles(1 + random.nextInt(6), -1, 1).toArray();
            double right = product(w, h0, x);
            double given = answer.of(w, h0, x.clone());
            if (!(Math.abs(given - right) < 1e-9)) {
              return Verdict.notYet(
                  "w = %.2f, h0 = %.2f, %d steps: the autograd says %.6f, you %.6f"
                      .formatted(w, h0, x.length, right, given));
            }
          }
          return Verdict.right("the autograd agrees %d times".formatted(TRIES));
        });
  }

  private static double product(double w, double h0, double[] x) {
    Tensor start = Tensor.parameter(Tensor.scalar(h0));
    Tensor h = start;
    for (double input : x) {
      h = Functions.tanh(h.mul(w).add(input));
    }
    h.backward();
    return start.gradient().item();
  }

  /** Held against the definition, for gradients that are too long and for ones that are not. */
  public static Verdict clipping(Clipping answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int i = 0; i < TRIES; i++) {
            double[] g = random.doubles(2 + random.nextInt(3), -4, 4).toArray();
            double norm = Math.sqrt(Arrays.stream(g).map(v -> v * v).sum());
            double max = norm * (i % 2 == 0 ? 0.4 : 1.5);
            double[] right = Arrays.stream(g).map(v -> v * Math.min(1, max / norm)).toArray();
            double[] given = answer.of(g.clone(), max);
            if (!Part1Exercises.alike(right, given)) {
              return Verdict.notYet(
                  "%s with norm %.3f, to at most %.3f: expected %s, got %s"
                      .formatted(
                          Part1Exercises.text(g),
                          norm,
                          max,
                          Part1Exercises.text(right),
                          Part1Exercises.text(given)));
            }
          }
          return Verdict.right("long gradients are shortened, short ones left alone");
        });
  }

  /** What is handed from one chunk to the next: the same state, behind which no gradient goes. */
  public static Verdict handOver(UnaryOperator<Tensor> answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          Tensor x = Tensor.parameter(Tensor.uniform(random, -1, 1, DataType.DOUBLE, 1, 3));
          Tensor state = Functions.tanh(x);
          Tensor handed = answer.apply(state);
          if (!Arrays.equals(state.toDoubles(), handed.toDoubles())) {
            return Verdict.notYet("the next chunk must start from the same state");
          }
          Tensor w = Tensor.parameter(Tensor.uniform(random, -1, 1, DataType.DOUBLE, 1, 3));
          handed.mul(w).sum().backward();
          return x.gradient() == null
              ? Verdict.right("the value goes on, the gradient does not")
              : Verdict.notYet("a gradient still reaches the inputs of the chunk before");
        });
  }

  /**
   * A spectral radius for U with which an untrained RNN of 32 units, fed with small noise (±0.1),
   * hands a gradient over 40 steps that is neither below a tenth nor above ten times what it was.
   */
  public static Verdict gentleRadius(double radius) {
    return Verdict.of(
        () -> {
          Random random = new Random(7);
          Spread kept =
              Spread.of(random.longs(5).mapToDouble(seed -> kept(radius, seed)).toArray());
          String found =
              "between %.2g and %.2g of the gradient are left".formatted(kept.min(), kept.max());
          return kept.min() > 0.1 && kept.max() < 10 ? Verdict.right(found) : Verdict.notYet(found);
        });
  }

  private static double kept(double radius, long seed) {
    Random random = new Random(seed);
    RNNCell cell = new RNNCell(4, 32, DataType.DOUBLE, random);
    Tensor u = cell.recurrent().weight();
    u.assign(Spectrum.scaledTo(radius, u));
    Tensor bias = cell.recurrent().bias();
    bias.assign(Tensor.zeros(DataType.DOUBLE, bias.shape()));
    Tensor x = Tensor.uniform(random, -0.1, 0.1, DataType.DOUBLE, 40, 1, 4);
    return GradientFlow.of(Recurrence.of(cell), x).kept();
  }

  /**
   * An initialisation with which a plain RNN of 32 units learns to remember a symbol over 50 steps
   * of noise, in 400 batches, for two seeds.
   *
   * @param initialise changes the new cell's parameters before training; D is 8, H is 32
   */
  public static Verdict farReach(Consumer<RNNCell> initialise) {
    return FarReach.of(
        new FirstSymbolTask(4, 50),
        FitSettings.of(400, 3e-3),
        random -> {
          RNN layer = new RNN(LayerShape.of(8, 32), DataType.FLOAT, random);
          initialise.accept(layer.cell(0, false));
          return layer;
        });
  }
}
