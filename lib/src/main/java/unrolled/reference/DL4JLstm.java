package unrolled.reference;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.nd4j.linalg.activations.Activation;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTMCell;
import unrolled.nn.SequenceLayer;

/**
 * DL4J's LSTM layer with the weights of our cell. It takes and gives what our {@code LSTM.of(cell)}
 * does, and shares no line of code with it:
 *
 * <pre>
 * DL4JLstm dl4j = DL4JLstm.of(cell);
 * dl4j.forward(x).sequence();                                     // [T, B, H]
 * dl4j.gradients(x, dSequence).parameters().get("forget.weight"); // [H, H+D]
 * </pre>
 *
 * <p>DL4J computes no gradient of the initial state and takes none of the final one; {@link
 * ND4JLstm} does both. The weights are copied: a later change of the cell is not seen.
 */
public final class DL4JLstm {
  private final DL4JLayer layer;
  private final List<DL4JWeights.Gate> order;

  private DL4JLstm(DL4JWeights weights) {
    LSTM settings =
        new LSTM.Builder()
            .nIn(weights.w().size(0))
            .nOut(weights.rw().size(0))
            .activation(Activation.TANH) // of the candidate and of the memory
            .gateActivationFunction(Activation.SIGMOID)
            .build();
    Map<String, Tensor> named = Map.of("W", weights.w(), "RW", weights.rw(), "b", weights.b());
    layer = new DL4JLayer(settings, named, List.of("prevAct", "prevMem"));
    order = weights.order();
  }

  /** With the cell's weights in DL4J's order. */
  public static DL4JLstm of(LSTMCell cell) {
    return of(DL4JWeights.of(cell));
  }

  /**
   * With these weights as they are: DL4J reads their blocks of columns as candidate, forget, output
   * and input, whatever their order says.
   */
  public static DL4JLstm of(DL4JWeights weights) {
    return new DL4JLstm(weights);
  }

  /** Runs x [T, B, D] from the zero state. */
  public SequenceLayer.Output forward(Tensor x) {
    return forward(x, layer.zeroState(x));
  }

  /**
   * Runs x [T, B, D] from the state h0 and c0, each [1, B, H].
   *
   * @throws IllegalArgumentException if a shape or a type is wrong
   */
  public SequenceLayer.Output forward(Tensor x, List<Tensor> state) {
    return layer.forward(x, state);
  }

  /** As {@link #gradients(Tensor, List, Tensor)}, from the zero state. */
  public ReferenceGradients gradients(Tensor x, Tensor dSequence) {
    return gradients(x, layer.zeroState(x), dSequence);
  }

  /**
   * DL4J's backpropagation of dL/d(sequence) [T, B, H] to the weights and to x.
   *
   * @throws IllegalArgumentException if a shape or a type is wrong
   */
  public ReferenceGradients gradients(Tensor x, List<Tensor> state, Tensor dSequence) {
    Map<String, Tensor> found = layer.gradients(x, state, dSequence);
    Tensor b = found.get("b");
    DL4JWeights weights =
        new DL4JWeights(order, found.get("W"), found.get("RW"), b.reshape(b.size(-1)));
    return new ReferenceGradients(weights.byName(), found.get("x"), List.of());
  }
}
