package unrolled.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Compares backward with central differences, (f(x + e) - f(x - e)) / 2e, in double. A result that
 * is no scalar is summed with fixed unequal weights first, so that no error can cancel.
 */
public final class GradientCheck {
  private static final double STEP = 1e-5;

  /** Below this size a gradient's error counts absolutely: rounding leaves about 1e-11 of it. */
  private static final double FLOOR = 1e-3;

  private GradientCheck() {}

  /**
   * The largest |backward - difference| / max(|backward|, |difference|, 0.001) over all elements.
   */
  public static double maxRelativeError(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
    List<Tensor> leaves = Arrays.stream(inputs).map(Tensor::parameter).toList();
    return compare(() -> f.apply(leaves), leaves);
  }

  /** As {@link #maxRelativeError(Function, Tensor...)}, for parameters that f uses in place. */
  public static double maxRelativeError(Supplier<Tensor> f, Iterable<Tensor> parameters) {
    List<Tensor> leaves = new ArrayList<>();
    parameters.forEach(leaves::add);
    return compare(f, leaves);
  }

  private static double compare(Supplier<Tensor> f, List<Tensor> leaves) {
    for (Tensor leaf : leaves) {
      if (leaf.dataType() != DataType.DOUBLE) {
        throw Shapes.wrong("inputs", "type DOUBLE", leaf.dataType());
      }
      leaf.zeroGradient();
    }
    weighed(f.get()).backward();
    double worst = 0;
    for (Tensor leaf : leaves) {
      double[] exact =
          leaf.gradient() == null ? new double[leaf.doubles().length] : leaf.gradient().toDoubles();
      for (int i = 0; i < exact.length; i++) {
        double difference = difference(f, leaf, i);
        double size = Math.max(FLOOR, Math.max(Math.abs(exact[i]), Math.abs(difference)));
        double error = Math.abs(exact[i] - difference) / size;
        worst = error <= worst ? worst : error; // NaN must not pass as small
      }
    }
    return worst;
  }

  private static double difference(Supplier<Tensor> f, Tensor leaf, int index) {
    double x = leaf.doubles()[index];
    leaf.updateDoubles(a -> a[index] = x + STEP);
    double above = NoGradient.run(() -> weighed(f.get())).item();
    leaf.updateDoubles(a -> a[index] = x - STEP);
    double below = NoGradient.run(() -> weighed(f.get())).item();
    leaf.updateDoubles(a -> a[index] = x);
    return (above - below) / (2 * STEP);
  }

  private static Tensor weighed(Tensor y) {
    double[] weights = new double[Shapes.length(y.shape())];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights.length == 1 ? 1 : Math.sin(i + 1);
    }
    return y.mul(Tensor.of(weights, y.shape())).sum();
  }
}
