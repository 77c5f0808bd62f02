package unrolled.optim;

import java.util.Collection;
import unrolled.autograd.Tensor;

/** Adam (Kingma and Ba 2015) with β1 = 0.9, β2 = 0.999, ε = 1e-8. */
public final class Adam implements Optimizer {
  private final Moments moments;

  public Adam(Collection<Tensor> parameters) {
    this.moments = new Moments(parameters);
  }

  @Override
  public void step(double learningRate, double factor) {
    moments.step(Parameters.checkedRate(learningRate), factor, 1);
  }
}
