package unrolled.reference;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;
import unrolled.autograd.Tensor;
import unrolled.nn.RNNCell;
import unrolled.nn.SequenceLayer;

/**
 * DL4J's SimpleRnn with the weights of our cell: h' = tanh(x W + h RW + b).
 *
 * <p>Its gradients are those from the zero state only: DL4J's backward pass forgets the stored
 * state and runs its own forward pass from zero, so with any other state it is wrong (measured by
 * finite differences in this package's tests). The weights are copied: a later change of the cell
 * is not seen.
 */
public final class DL4JRnn {
  private final DL4JLayer layer;

  private DL4JRnn(DL4JLayer layer) {
    this.layer = layer;
  }

  /** With the cell's weights. */
  public static DL4JRnn of(RNNCell cell) {
    SimpleRnn settings =
        new SimpleRnn.Builder()
            .nIn(cell.inputSize())
            .nOut(cell.hiddenSize())
            .activation(Activation.TANH)
            .build();
    Map<String, Tensor> weights =
        Map.of(
            "W", cell.input().weight().detach().transpose(),
            "RW", cell.recurrent().weight().detach().transpose(),
            "b", cell.recurrent().bias());
    return new DL4JRnn(new DL4JLayer(settings, weights, List.of("prevAct")));
  }

  /** Runs x [T, B, D] from the zero state. */
  public SequenceLayer.Output forward(Tensor x) {
    return forward(x, layer.zeroState(x));
  }

  /**
   * Runs x [T, B, D] from the state h0 [1, B, H].
   *
   * @throws IllegalArgumentException if a shape or a type is wrong
   */
  public SequenceLayer.Output forward(Tensor x, List<Tensor> state) {
    return layer.forward(x, state);
  }

  /**
   * DL4J's backpropagation of dL/d(sequence) [T, B, H] to the weights and to x, from the zero
   * state.
   *
   * @throws IllegalArgumentException if a shape or a type is wrong
   */
  public ReferenceGradients gradients(Tensor x, Tensor dSequence) {
    return gradients(x, layer.zeroState(x), dSequence);
  }

  /** For the test that shows what DL4J makes of a state. */
  ReferenceGradients gradients(Tensor x, List<Tensor> state, Tensor dSequence) {
    Map<String, Tensor> found = layer.gradients(x, state, dSequence);
    Tensor b = found.get("b");
    Map<String, Tensor> parameters =
        Map.of(
            "input.weight", found.get("W").transpose(),
            "recurrent.weight", found.get("RW").transpose(),
            "recurrent.bias", b.reshape(b.size(-1)));
    return new ReferenceGradients(parameters, found.get("x"), List.of());
  }
}
