package unrolled.optim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import unrolled.autograd.Tensor;
import unrolled.compute.DoubleUpdates;
import unrolled.compute.FloatUpdates;

/** Adam's two running means for each parameter, and the step that both variants share. */
final class Moments {
  private static final double B1 = 0.9;
  private static final double B2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final List<Tensor> parameters;
  private final List<Object> first = new ArrayList<>();
  private final List<Object> second = new ArrayList<>();
  private int steps;

  Moments(Collection<Tensor> parameters) {
    this.parameters = Parameters.checked(parameters);
    for (Tensor parameter : this.parameters) {
      first.add(zeros(parameter));
      second.add(zeros(parameter));
    }
  }

  static Object zeros(Tensor parameter) {
    int length = Parameters.length(parameter);
    return Parameters.isFloat(parameter) ? new float[length] : new double[length];
  }

  /** One step; {@code shrink} is what weight decay leaves of a weight. */
  void step(double rate, double factor, double shrink) {
    Parameters.atLeastZero("factor", factor);
    steps++;
    double corrected = rate / (1 - Math.pow(B1, steps));
    double correction = 1 - Math.pow(B2, steps);
    for (int k = 0; k < parameters.size(); k++) {
      Tensor parameter = parameters.get(k);
      Tensor gradient = parameter.gradient();
      if (gradient != null) {
        move(
            parameter,
            gradient,
            first.get(k),
            second.get(k),
            factor,
            corrected,
            correction,
            shrink);
      }
    }
  }

  private static void move(
      Tensor parameter,
      Tensor gradient,
      Object m,
      Object v,
      double factor,
      double rate,
      double correction,
      double shrink) {
    if (Parameters.isFloat(parameter)) {
      parameter.updateFloats(
          w ->
              FloatUpdates.adam(
                  w,
                  gradient.floats(),
                  (float[]) m,
                  (float[]) v,
                  (float) factor,
                  (float) rate,
                  (float) correction,
                  (float) B1,
                  (float) B2,
                  (float) EPSILON,
                  (float) shrink));
    } else {
      parameter.updateDoubles(
          w ->
              DoubleUpdates.adam(
                  w,
                  gradient.doubles(),
                  (double[]) m,
                  (double[]) v,
                  factor,
                  rate,
                  correction,
                  B1,
                  B2,
                  EPSILON,
                  shrink));
    }
  }
}
