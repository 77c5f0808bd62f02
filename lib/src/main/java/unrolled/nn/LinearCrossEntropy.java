package unrolled.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.DropoutMask;
import unrolled.compute.Team;

/**
 * A {@link Linear} map to V logits and the mean cross-entropy of their softmax as one node of the
 * graph: the fast way to train a read-out. It shares the map's parameters; its value and gradients
 * are those of {@code softmaxCrossEntropy(linear.forward(Dropout.apply(x)), targets)}.
 */
public final class LinearCrossEntropy {
  private final Linear linear;
  private final MeanLoss loss;
  private Team team = Team.SOLO;

  /** The loss of what this map, with a bias, makes of its input. */
  public LinearCrossEntropy(Linear linear) {
    if (linear.bias() == null) {
      throw new IllegalArgumentException("linear: expected one with a bias, got one without");
    }
    this.linear = linear;
    this.loss =
        linear.weight().dataType() == DataType.FLOAT
            ? new FloatMeanLoss(linear)
            : new DoubleMeanLoss(linear);
  }

  /** In either precision. */
  interface MeanLoss {
    Tensor mean(Tensor x, int[] targets, DropoutMask dropout, Team team);
  }

  /** The mean over all steps and streams in nats: x [T, B, in], targets [T][B] in [0, V). */
  public Tensor mean(Tensor x, int[][] targets) {
    return mean(x, targets, null);
  }

  /**
   * As the other, with a part of x dropped.
   *
   * @param dropout what is dropped of x seen as [T B, in], or null
   */
  public Tensor mean(Tensor x, int[][] targets, DropoutMask dropout) {
    if (x.rank() != 3 || x.size(2) != linear.inputSize()) {
      throw new IllegalArgumentException(
          "x: expected shape [T, B, "
              + linear.inputSize()
              + "], got "
              + Arrays.toString(x.shape()));
    }
    return loss.mean(x, flat(targets, (int) x.size(0), (int) x.size(1)), dropout, team);
  }

  private int[] flat(int[][] targets, int steps, int streams) {
    if (targets.length != steps) {
      throw new IllegalArgumentException(
          "targets: expected " + steps + " steps, got " + targets.length);
    }
    int[] flat = new int[steps * streams];
    for (int t = 0; t < steps; t++) {
      if (targets[t].length != streams) {
        throw new IllegalArgumentException(
            "targets: expected " + streams + " streams at every step, got " + targets[t].length);
      }
      for (int b = 0; b < streams; b++) {
        int target = targets[t][b];
        if (target < 0 || target >= linear.outputSize()) {
          throw new IllegalArgumentException(
              "targets: expected 0 to " + (linear.outputSize() - 1) + ", got " + target);
        }
        flat[t * streams + b] = target;
      }
    }
    return flat;
  }

  /** Lets a team compute; the results do not depend on its size. The caller closes the team. */
  public void computeWith(Team team) {
    this.team = team;
  }
}
