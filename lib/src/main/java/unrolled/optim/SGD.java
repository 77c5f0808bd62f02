package unrolled.optim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import unrolled.autograd.Tensor;
import unrolled.compute.DoubleUpdates;
import unrolled.compute.FloatUpdates;

/**
 * Stochastic gradient descent, w = w - rate g; with momentum (Polyak 1964) v = momentum v + g, w =
 * w - rate v.
 */
public final class SGD implements Optimizer {
  private final List<Tensor> parameters;
  private final double momentum;
  private final List<Object> speeds = new ArrayList<>();

  public SGD(Collection<Tensor> parameters) {
    this(parameters, 0);
  }

  /**
   * With momentum.
   *
   * @param momentum in [0, 1)
   */
  public SGD(Collection<Tensor> parameters, double momentum) {
    this.parameters = Parameters.checked(parameters);
    this.momentum = Parameters.belowOne("momentum", momentum);
    if (momentum > 0) {
      this.parameters.forEach(p -> speeds.add(Moments.zeros(p)));
    }
  }

  @Override
  public void step(double learningRate, double factor) {
    Parameters.checkedRate(learningRate);
    Parameters.atLeastZero("factor", factor);
    for (int k = 0; k < parameters.size(); k++) {
      Tensor parameter = parameters.get(k);
      Tensor gradient = parameter.gradient();
      if (gradient != null) {
        move(parameter, gradient, momentum == 0 ? null : speeds.get(k), factor, learningRate);
      }
    }
  }

  private void move(Tensor parameter, Tensor gradient, Object speed, double factor, double rate) {
    if (Parameters.isFloat(parameter)) {
      float[] g = gradient.floats();
      parameter.updateFloats(
          w -> {
            if (speed == null) {
              FloatUpdates.descend(w, g, (float) (rate * factor));
            } else {
              FloatUpdates.descendWithMomentum(
                  w, g, (float[]) speed, (float) factor, (float) rate, (float) momentum);
            }
          });
    } else {
      double[] g = gradient.doubles();
      parameter.updateDoubles(
          w -> {
            if (speed == null) {
              DoubleUpdates.descend(w, g, rate * factor);
            } else {
              DoubleUpdates.descendWithMomentum(w, g, (double[]) speed, factor, rate, momentum);
            }
          });
    }
  }
}
