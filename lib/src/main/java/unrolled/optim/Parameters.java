package unrolled.optim;

import java.util.Collection;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/** The checks of what an optimiser is given. */
final class Parameters {
  private Parameters() {}

  static List<Tensor> checked(Collection<Tensor> parameters) {
    for (Tensor parameter : parameters) {
      if (!parameter.requiresGradient()) {
        throw new IllegalArgumentException(
            "parameters: expected Tensor.parameter(...), got a constant, " + parameter);
      }
    }
    return List.copyOf(parameters);
  }

  static double checkedRate(double learningRate) {
    return atLeastZero("learningRate", learningRate);
  }

  static double atLeastZero(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + ": expected at least 0, got " + value);
    }
    return value;
  }

  static double belowOne(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + ": expected a number in [0, 1), got " + value);
    }
    return value;
  }

  static boolean isFloat(Tensor parameter) {
    return parameter.dataType() == DataType.FLOAT;
  }

  static int length(Tensor parameter) {
    return isFloat(parameter) ? parameter.floats().length : parameter.doubles().length;
  }
}
