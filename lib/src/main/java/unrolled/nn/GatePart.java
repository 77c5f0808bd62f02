package unrolled.nn;

import java.util.List;
import unrolled.autograd.Tensor;

/**
 * A piece of a cell's parameter that a fast layer uses: some columns of a {@code Linear}'s weight,
 * or its bias. It names where the piece goes, so that the layer can gather the weights of all gates
 * into one matrix and give each its gradient back.
 *
 * @param tensor the parameter, [H, columns] or [H]
 * @param block which gate
 * @param role what the piece is multiplied with
 * @param from the first column
 */
record GatePart(Tensor tensor, int block, Role role, int from) {
  enum Role {
    INPUT,
    RECURRENT,
    BIAS,
    CANDIDATE_BIAS
  }

  /** The three pieces of a gate's map on z = [h, x]. */
  static List<GatePart> ofJoint(Linear gate, int block, int hiddenSize) {
    return List.of(
        new GatePart(gate.weight(), block, Role.RECURRENT, 0),
        new GatePart(gate.weight(), block, Role.INPUT, hiddenSize),
        new GatePart(gate.bias(), block, Role.BIAS, 0));
  }
}
