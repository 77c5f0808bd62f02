package unrolled.lesson;

import java.util.ArrayList;
import java.util.List;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.nn.GRU;
import unrolled.nn.LSTM;
import unrolled.nn.RNN;
import unrolled.nn.SequenceLayer;

/** The hidden states of every layer of a stack, not only of the last. */
public final class LayerStates {
  private LayerStates() {}

  /**
   * Reads one-hot symbols from the zero state; nothing is dropped between the layers.
   *
   * @param ids [T][B]
   * @return for each layer, the lowest first, its states [T, B, H]
   * @throws IllegalArgumentException if the layers read in both directions
   */
  public static List<Tensor> of(SequenceLayer stack, int[][] ids) {
    if (stack.bidirectional()) {
      throw new IllegalArgumentException("stack: expected one direction, got both");
    }
    return NoGradient.run(
        () -> {
          List<Tensor> states = new ArrayList<>();
          states.add(alone(stack, 0).forwardOneHot(ids, null).sequence());
          for (int k = 1; k < stack.layers(); k++) {
            states.add(alone(stack, k).forward(states.get(k - 1)).sequence());
          }
          return states;
        });
  }

  private static SequenceLayer alone(SequenceLayer stack, int k) {
    if (stack instanceof LSTM lstm) {
      return LSTM.of(lstm.cell(k, false));
    }
    return stack instanceof GRU gru
        ? GRU.of(gru.cell(k, false))
        : RNN.of(((RNN) stack).cell(k, false));
  }
}
