package unrolled.optim;

/**
 * Moves parameters against their gradients. Parameters that no backward has reached stay where they
 * are. Steps work in place on plain arrays and allocate nothing.
 */
public interface Optimizer {
  /**
   * One step, from the gradients as they are. The gradients are left: {@code
   * Module.zeroGradients()} forgets them.
   *
   * @param learningRate at least 0
   * @throws IllegalArgumentException if it is negative or not a number
   */
  default void step(double learningRate) {
    step(learningRate, 1);
  }

  /**
   * One step, from the gradients times a factor: with {@link Clip#factor} they are clipped as they
   * are read, which saves a walk over all of them.
   *
   * @param learningRate at least 0
   * @param factor at least 0
   * @throws IllegalArgumentException if one of them is negative or not a number
   */
  void step(double learningRate, double factor);
}
