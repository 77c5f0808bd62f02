package unrolled.nn;

import unrolled.autograd.Tensor;

/** What an LSTM carries from step to step: hidden state h and memory c, each [B, H]. */
public record LSTMState(Tensor h, Tensor c) {
  /** The same values, cut from the graph: here truncated backpropagation through time stops. */
  public LSTMState detach() {
    return new LSTMState(h.detach(), c.detach());
  }
}
