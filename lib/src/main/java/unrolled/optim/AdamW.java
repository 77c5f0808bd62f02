package unrolled.optim;

import java.util.Collection;
import unrolled.autograd.Tensor;

/**
 * Adam with weight decay beside the gradient (Loshchilov and Hutter 2019): before each step every
 * number shrinks to (1 - rate decay) of itself.
 */
public final class AdamW implements Optimizer {
  private final Moments moments;
  private final double decay;

  /**
   * With weight decay.
   *
   * @param decay at least 0; 0.01 is common
   */
  public AdamW(Collection<Tensor> parameters, double decay) {
    this.moments = new Moments(parameters);
    this.decay = Parameters.atLeastZero("decay", decay);
  }

  @Override
  public void step(double learningRate, double factor) {
    moments.step(learningRate, factor, 1 - Parameters.checkedRate(learningRate) * decay);
  }
}
