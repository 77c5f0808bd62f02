package unrolled.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTMCell;
import unrolled.nn.SequenceLayer;

/**
 * ND4J's operations {@code lstmLayer}, {@code lstmLayer_bp} and {@code lstmLayerCell} with the
 * weights of our cell. They take and give every gradient there is, those of the first and the last
 * states too. The weights are copied: a later change of the cell is not seen.
 */
public final class ND4JLstm {
  private static final double NO_CLIPPING = 0;

  private final DL4JWeights weights;

  private ND4JLstm(DL4JWeights weights) {
    this.weights = weights;
  }

  /** With the cell's weights in the operation's order. */
  public static ND4JLstm of(LSTMCell cell) {
    return new ND4JLstm(DL4JWeights.of(cell, DL4JWeights.ND4J));
  }

  /** Runs x [T, B, D] from the zero state. */
  public SequenceLayer.Output forward(Tensor x) {
    return forward(x, zeroState(x));
  }

  /**
   * Runs x [T, B, D] from the state h0 and c0, each [1, B, H].
   *
   * @throws IllegalArgumentException if a shape or a type is wrong
   */
  public SequenceLayer.Output forward(Tensor x, List<Tensor> state) {
    check(x, state);
    INDArray[] out = layer("lstmLayer", inputs(x, state));
    return new SequenceLayer.Output(Tensor.of(out[0]), List.of(layered(out[1]), layered(out[2])));
  }

  /**
   * One step by {@code lstmLayerCell}: x [B, D] and h and c, each [B, H], to the next h and c.
   *
   * @throws IllegalArgumentException if a shape or a type is wrong
   */
  public List<Tensor> step(Tensor x, Tensor h, Tensor c) {
    check(x.detach().reshape(1, x.size(0), x.size(-1)), List.of(layered(h), layered(c)));
    INDArray[] out =
        Nd4j.exec(
            DynamicCustomOp.builder("lstmLayerCell")
                .addInputs(inputs(x, List.of(layered(h), layered(c))))
                .addIntegerArguments(2, 0, 0) // the activations, as below
                .addFloatingPointArguments(NO_CLIPPING)
                .addBooleanArguments(true, false) // biases, no peepholes
                .build());
    return List.of(Tensor.of(out[0]), Tensor.of(out[1]));
  }

  /**
   * ND4J's backpropagation to the weights, to x and to the initial state.
   *
   * @param dSequence dL/d(sequence) [T, B, H]
   * @param dState dL/dh and dL/dc of the state after the last step, each [1, B, H]
   * @throws IllegalArgumentException if a shape or a type is wrong
   */
  public ReferenceGradients gradients(
      Tensor x, List<Tensor> state, Tensor dSequence, List<Tensor> dState) {
    check(x, state);
    Sequences.check("dSequence", dSequence, x.dataType(), x.size(0), x.size(1), hiddenSize());
    Sequences.checkState(dState, 2, x.dataType(), x.size(1), hiddenSize());
    List<INDArray> inputs = new ArrayList<>(Arrays.asList(inputs(x, state)));
    inputs.add(dSequence.array());
    inputs.addAll(Arrays.asList(flat(dState)));
    INDArray[] out = layer("lstmLayer_bp", inputs.toArray(INDArray[]::new));
    DL4JWeights found =
        new DL4JWeights(weights.order(), Tensor.of(out[1]), Tensor.of(out[2]), Tensor.of(out[3]));
    return new ReferenceGradients(
        found.byName(), Tensor.of(out[0]), List.of(layered(out[4]), layered(out[5])));
  }

  private static INDArray[] layer(String operation, INDArray... inputs) {
    return Nd4j.exec(
        DynamicCustomOp.builder(operation)
            .addInputs(inputs)
            // sizes [T, B, D]; left to right; sigmoid for the gates, tanh for candidate and memory
            .addIntegerArguments(0, 0, 2, 0, 0)
            .addFloatingPointArguments(NO_CLIPPING)
            // takes biases, h0 and c0, but no lengths and no peepholes
            .addBooleanArguments(true, false, true, true, false)
            // gives all hidden states, the last h and the last c
            .addBooleanArguments(true, true, true)
            .build());
  }

  private INDArray[] inputs(Tensor x, List<Tensor> state) {
    INDArray[] flat = flat(state);
    return new INDArray[] {
      x.array(), weights.w().array(), weights.rw().array(), weights.b().array(), flat[0], flat[1]
    };
  }

  private void check(Tensor x, List<Tensor> state) {
    Sequences.check("x", x, weights.w().dataType(), -1, -1, weights.w().size(0));
    Sequences.checkState(state, 2, x.dataType(), x.size(1), hiddenSize());
  }

  private List<Tensor> zeroState(Tensor x) {
    long batch = x.rank() == 3 ? x.size(1) : 1;
    Tensor zero = Tensor.zeros(weights.w().dataType(), 1, batch, hiddenSize());
    return List.of(zero, zero);
  }

  private long hiddenSize() {
    return weights.rw().size(0);
  }

  private static INDArray[] flat(List<Tensor> state) {
    return state.stream().map(s -> s.detach().select(0, 0).array()).toArray(INDArray[]::new);
  }

  private static Tensor layered(Tensor state) {
    return state.detach().reshape(1, state.size(0), state.size(-1));
  }

  private static Tensor layered(INDArray state) {
    return layered(Tensor.of(state));
  }
}
