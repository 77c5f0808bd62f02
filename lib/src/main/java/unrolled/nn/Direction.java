package unrolled.nn;

import java.util.List;
import unrolled.autograd.Tensor;
import unrolled.compute.DropoutMask;
import unrolled.compute.Team;

/** One direction of one recurrent layer, in either precision. */
interface Direction {
  /**
   * Runs a chunk.
   *
   * @param initial hidden state [B, H] and, for an LSTM, cell state
   * @param dropped what is dropped of the recurrent weights seen as [G H, H], or null
   * @return the sequence of hidden states [T, B, H], then the last states
   */
  List<Tensor> forward(SequenceInput input, List<Tensor> initial, DropoutMask dropped, Team team);

  /** Walks one stream step by step, with the weights of now. */
  Stream stream(boolean oneHot);
}
