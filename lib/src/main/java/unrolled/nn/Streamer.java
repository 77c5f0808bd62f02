package unrolled.nn;

import static unrolled.autograd.Functions.stack;

import java.util.List;
import java.util.stream.IntStream;
import unrolled.autograd.Tensor;

/**
 * Reads one stream step by step, as text is written: the fastest way from one character to the
 * next. Weights are taken over once and all arrays are made once, so a step allocates nothing;
 * later changes of the weights are not seen.
 *
 * <pre>
 * Streamer streamer = Streamer.of(lstm, head);
 * streamer.read(id);                 // a one-hot vector
 * streamer.outputs(logits);          // head(h), [V]
 * </pre>
 *
 * <p>Not for two directions, nor for several threads at a time.
 */
public final class Streamer {
  private final SequenceLayer layer;
  private final boolean oneHot;
  private final List<Stream> streams;
  private final Stream top;
  private final Stream.Readout readout;
  private final int outputSize;

  private Streamer(SequenceLayer layer, Linear head, boolean oneHot) {
    this.layer = layer;
    this.oneHot = oneHot;
    this.streams = layer.streams(oneHot);
    this.top = streams.get(streams.size() - 1);
    this.readout = head == null ? top::hidden : top.readout(head);
    this.outputSize = head == null ? layer.hiddenSize() : head.outputSize();
    start(layer.zeroState(1));
  }

  /**
   * Over a layer that reads one-hot vectors, in the zero state.
   *
   * @param head makes outputs from the last layer's hidden state; null for that state itself
   * @throws IllegalArgumentException if the layer has two directions, or the head reads another
   *     size or type
   */
  public static Streamer of(SequenceLayer layer, Linear head) {
    return checked(layer, head, true);
  }

  /** As the other, over a layer that reads dense vectors [D]. */
  public static Streamer ofDense(SequenceLayer layer, Linear head) {
    return checked(layer, head, false);
  }

  private static Streamer checked(SequenceLayer layer, Linear head, boolean oneHot) {
    if (layer.bidirectional()) {
      throw new IllegalArgumentException("layer: expected one direction, got two");
    }
    if (head != null
        && (head.inputSize() != layer.hiddenSize()
            || head.weight().dataType() != layer.dataType())) {
      throw new IllegalArgumentException(
          "head: expected a map of "
              + layer.hiddenSize()
              + " numbers of type "
              + layer.dataType()
              + ", got "
              + head.inputSize()
              + " of type "
              + head.weight().dataType());
    }
    return new Streamer(layer, head, oneHot);
  }

  /**
   * Sets the state.
   *
   * @param state each [layers, 1, H]: h and, for an LSTM, c
   */
  public void start(List<Tensor> state) {
    layer.checkState(state, 1);
    for (int k = 0; k < streams.size(); k++) {
      int which = k;
      streams.get(k).start(state.stream().map(s -> s.select(0, which)).toList());
    }
  }

  /**
   * One step with a one-hot vector.
   *
   * @param id the index of the one, in [0, D)
   */
  public void read(int id) {
    if (!oneHot || id < 0 || id >= layer.inputSize()) {
      throw new IllegalArgumentException(
          oneHot
              ? "id: expected 0 to " + (layer.inputSize() - 1) + ", got " + id
              : "id: expected a dense vector (made by ofDense), got an id");
    }
    streams.get(0).read(id);
    readAbove();
  }

  /** One step with a dense vector x [D]. */
  public void read(double[] x) {
    if (oneHot || x.length != layer.inputSize()) {
      throw new IllegalArgumentException(
          oneHot
              ? "x: expected an id (made by of), got a dense vector"
              : "x: expected length " + layer.inputSize() + ", got " + x.length);
    }
    streams.get(0).read(x);
    readAbove();
  }

  private void readAbove() {
    for (int k = 1; k < streams.size(); k++) {
      streams.get(k).read(streams.get(k - 1));
    }
  }

  /** Copies the outputs after the last step, [{@link #outputSize()}]. */
  public void outputs(double[] into) {
    if (into.length != outputSize) {
      throw new IllegalArgumentException(
          "into: expected length " + outputSize + ", got " + into.length);
    }
    readout.read(into);
  }

  /** V of the head, or H without one. */
  public int outputSize() {
    return outputSize;
  }

  /** The state after the last step, each [layers, 1, H]; a copy. */
  public List<Tensor> state() {
    List<List<Tensor>> each = streams.stream().map(Stream::state).toList();
    return IntStream.range(0, each.get(0).size())
        .mapToObj(s -> stack(0, each.stream().map(state -> state.get(s)).toArray(Tensor[]::new)))
        .toList();
  }
}
