package unrolled.reference;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import unrolled.autograd.Tensor;
import unrolled.nn.GRUCell;
import unrolled.nn.Linear;
import unrolled.nn.SequenceLayer;

/**
 * ND4J's two GRUs with the weights of our cell. They are the two reset conventions, and their
 * documentation does not say so:
 *
 * <ul>
 *   <li>{@code gruCell} resets before the recurrent product (Cho et al. 2014, the lecture);
 *   <li>{@code gru} resets after it (cuDNN, PyTorch), but has no bias of its own inside the reset
 *       product: it can only speak for cells whose {@code candidateHidden().bias()} is zero.
 * </ul>
 *
 * <p>Their gate u keeps the old state, h' = u h + (1 - u) g, so it is 1 - z of ours; as 1 - σ(a) =
 * σ(-a), the update gate's weights are handed over negated.
 *
 * <p>There are no gradients here: {@code gruCell} has none, and those of {@code gru_bp} are not the
 * derivatives of {@code gru} (off by more than 0.01 where finite differences of {@code gru} itself
 * agree with our gradients to 1e-8; see this package's tests). The weights are copied: a later
 * change of the cell is not seen.
 */
public final class ND4JGru {
  private final GRUCell.Reset convention;
  private final Tensor w;
  private final Tensor rw;
  private final Tensor b;

  private ND4JGru(GRUCell.Reset convention, Tensor w, Tensor rw, Tensor b) {
    this.convention = convention;
    this.w = w;
    this.rw = rw;
    this.b = b;
  }

  /**
   * With the cell's weights, by the operation that shares its convention.
   *
   * @throws IllegalArgumentException if the cell resets after the product and the bias in there is
   *     not zero
   */
  public static ND4JGru of(GRUCell cell) {
    Tensor inner = cell.candidateHidden().bias().detach();
    if (cell.convention() == GRUCell.Reset.AFTER_PRODUCT
        && Arrays.stream(inner.toDoubles()).anyMatch(v -> v != 0)) {
      throw new IllegalArgumentException(
          "cell: expected a candidateHidden bias of zero, which is all that ND4J's gru knows, got "
              + inner);
    }
    Tensor[] reset = parts(cell.reset(), cell.hiddenSize());
    Tensor[] update = parts(cell.update(), cell.hiddenSize());
    Tensor fromInput = cell.candidateInput().weight().detach().transpose();
    Tensor fromHidden = cell.candidateHidden().weight().detach().transpose();
    Tensor bias = cell.candidateInput().bias().detach().add(inner);
    return new ND4JGru(
        cell.convention(),
        concat(reset[0], update[0].neg(), fromInput),
        concat(reset[1], update[1].neg(), fromHidden),
        concat(reset[2], update[2].neg(), bias));
  }

  /** What a gate has for the input [D, H], for the hidden state [H, H], and its bias [H]. */
  private static Tensor[] parts(Linear gate, long h) {
    Tensor weight = gate.weight().detach();
    return new Tensor[] {
      weight.slice(1, h, weight.size(1)).transpose(),
      weight.slice(1, 0, h).transpose(),
      gate.bias().detach()
    };
  }

  /** Runs x [T, B, D] from the zero state. */
  public SequenceLayer.Output forward(Tensor x) {
    long batch = x.rank() == 3 ? x.size(1) : 1;
    return forward(x, List.of(Tensor.zeros(w.dataType(), 1, batch, rw.size(0))));
  }

  /**
   * Runs x [T, B, D] from the state h0 [1, B, H].
   *
   * @throws IllegalArgumentException if a shape or a type is wrong
   */
  public SequenceLayer.Output forward(Tensor x, List<Tensor> state) {
    Sequences.check("x", x, w.dataType(), -1, -1, w.size(0));
    Sequences.checkState(state, 1, w.dataType(), x.size(1), rw.size(0));
    Tensor h = state.get(0).detach().select(0, 0);
    Tensor sequence =
        switch (convention) {
          case BEFORE_PRODUCT -> stepByStep(x.detach(), h);
          case AFTER_PRODUCT -> Tensor.of(gru("gru", x, h)[0]);
        };
    long last = sequence.size(0) - 1;
    return new SequenceLayer.Output(sequence, List.of(sequence.slice(0, last, last + 1)));
  }

  private Tensor stepByStep(Tensor x, Tensor h0) {
    long h = rw.size(0);
    Tensor all = concat(0, w, rw); // on [x, h]
    INDArray gates = all.slice(1, 0, 2 * h).array();
    INDArray candidate = all.slice(1, 2 * h, 3 * h).array();
    INDArray gateBias = b.slice(0, 0, 2 * h).array();
    INDArray candidateBias = b.slice(0, 2 * h, 3 * h).array();
    List<Tensor> sequence = new ArrayList<>();
    INDArray state = h0.array();
    for (int t = 0; t < x.size(0); t++) {
      state =
          Nd4j.exec(
              DynamicCustomOp.builder("gruCell")
                  .addInputs(
                      x.select(0, t).array(), state, gates, candidate, gateBias, candidateBias)
                  .build())[3]; // after r, u and the candidate
      sequence.add(Tensor.of(state));
    }
    return stack(0, sequence.toArray(Tensor[]::new));
  }

  /** {@code gru}, or {@code gru_bp} with dL/d(sequence) as last. */
  INDArray[] gru(String operation, Tensor x, Tensor h0, Tensor... last) {
    INDArray[] inputs =
        Stream.concat(Stream.of(x, h0, w, rw, b), Stream.of(last))
            .map(Tensor::array)
            .toArray(INDArray[]::new);
    return Nd4j.exec(DynamicCustomOp.builder(operation).addInputs(inputs).build());
  }
}
