package unrolled.train;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import unrolled.autograd.Tensor;

/**
 * Lets some streams begin anew: their state becomes zero, as at the beginning of a text. Otherwise
 * a model sees that state once an epoch only, and what it does from there may be anything.
 */
final class Restarts {
  private final double chance;
  private final RandomGenerator random;

  Restarts(double chance, RandomGenerator random) {
    this.chance = chance;
    this.random = random;
  }

  /** The states, each [layers, B, H], in which each stream is zero with the chance; constants. */
  List<Tensor> in(List<Tensor> state) {
    boolean[] goesOn = new boolean[(int) state.get(0).size(1)];
    boolean all = true;
    for (int b = 0; b < goesOn.length; b++) {
      goesOn[b] = random.nextDouble() >= chance;
      all &= goesOn[b];
    }
    return all ? state : state.stream().map(s -> s.mul(mask(s, goesOn)).detach()).toList();
  }

  private static Tensor mask(Tensor state, boolean[] goesOn) {
    int hidden = (int) state.size(2);
    double[] mask = new double[(int) state.size(0) * goesOn.length * hidden];
    for (int row = 0; row < mask.length / hidden; row++) {
      if (goesOn[row % goesOn.length]) {
        Arrays.fill(mask, row * hidden, (row + 1) * hidden, 1);
      }
    }
    return Tensor.of(mask, state.shape()).to(state.dataType());
  }
}
