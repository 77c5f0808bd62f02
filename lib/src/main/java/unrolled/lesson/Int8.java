package unrolled.lesson;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.Module;

/**
 * What a model would be with weights of one byte: every array of weights has one scale s, and each
 * number is the nearest of the 255 multiples -127 s, ..., 127 s. An estimate: the arithmetic stays
 * in float here, where a small device computes with whole numbers too.
 */
public final class Int8 {
  private static final int LARGEST = 127;

  private Int8() {}

  /** A byte a number, and four for the scale of each array. */
  public static long bytes(Module model) {
    return model.parameterCount() + (long) Float.BYTES * model.parameters().size();
  }

  /** Rounds all weights of the model in place. */
  public static void round(Module model) {
    model.parameters().values().forEach(Int8::round);
  }

  private static void round(Tensor weights) {
    double[] values = weights.toDoubles();
    double scale = Arrays.stream(values).map(Math::abs).max().orElse(0) / LARGEST;
    if (scale > 0) {
      double[] rounded = Arrays.stream(values).map(v -> scale * Math.round(v / scale)).toArray();
      DataType type = weights.dataType();
      weights.assign(Tensor.of(rounded, weights.shape()).to(type));
    }
  }
}
