package unrolled.nn;

import java.util.List;
import unrolled.autograd.Tensor;

/** One layer of a {@link Streamer}, in either precision. */
interface Stream {
  /** Sets the state: h [H] and, for an LSTM, c [H]. */
  void start(List<Tensor> state);

  /** A one-hot input. */
  void read(int id);

  /** A dense input [D]. */
  void read(double[] x);

  /** The hidden state of the layer below as input. */
  void read(Stream below);

  /** Copies of h [1, H] and, for an LSTM, c [1, H]. */
  List<Tensor> state();

  /** Copies the hidden state [H]. */
  void hidden(double[] into);

  /** What a linear map makes of the hidden state, with the map's weights of now. */
  Readout readout(Linear map);

  /** A linear map on a stream's hidden state. */
  interface Readout {
    /** Computes and copies the map's outputs. */
    void read(double[] into);
  }
}
