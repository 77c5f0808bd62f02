package unrolled.nn;

import java.util.List;
import unrolled.autograd.Tensor;
import unrolled.compute.Team;

/** One direction of one recurrent layer, in either precision. */
interface Direction {
  /**
   * Runs a chunk.
   *
   * @param initial hidden state [B, H] and, for an LSTM, cell state
   * @return the sequence of hidden states [T, B, H], then the last states
   */
  List<Tensor> forward(SequenceInput input, List<Tensor> initial, Team team);

  /** Walks one stream step by step, with the weights of now. */
  Stream stream(boolean oneHot);
}
