package unrolled.nn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.DropoutMask;
import unrolled.compute.FloatReadout;
import unrolled.compute.Team;

/**
 * The node of {@link LinearCrossEntropy}: tensors in, plain arrays inside, tensors out. Arrays are
 * kept and used again for the next rows of the same number.
 */
@SuppressWarnings("cast") // needed in single, redundant in double precision
final class FloatMeanLoss implements LinearCrossEntropy.MeanLoss {
  private final Linear linear;
  private final Deque<FloatReadout> idle = new ArrayDeque<>();

  FloatMeanLoss(Linear linear) {
    this.linear = linear;
  }

  @Override
  public Tensor mean(Tensor x, int[] targets, DropoutMask dropout, Team team) {
    Tensor weight = linear.weight();
    Tensor bias = linear.bias();
    boolean differentiate =
        !NoGradient.active()
            && (x.requiresGradient() || weight.requiresGradient() || bias.requiresGradient());
    FloatReadout readout = acquire(targets.length, team);
    double mean =
        readout.forward(
            x.floats(), weight.floats(), bias.floats(), targets, dropout, differentiate);
    if (!differentiate) {
      idle.push(readout);
    }
    return Tensor.node(
            "linearCrossEntropy",
            List.of(x, weight, bias),
            List.of(Tensor.scalar(x.dataType(), mean)),
            gradients -> {
              readout.backward(
                  (float) gradients.get(0).item(), buffer(x), buffer(weight), buffer(bias));
              idle.push(readout);
            })
        .get(0);
  }

  private static float[] buffer(Tensor tensor) {
    return tensor.requiresGradient() ? tensor.floatGradientBuffer() : null;
  }

  private FloatReadout acquire(int rows, Team team) {
    idle.removeIf(readout -> !readout.fits(rows, team));
    return idle.isEmpty()
        ? new FloatReadout(rows, linear.inputSize(), linear.outputSize(), team)
        : idle.pop();
  }
}
