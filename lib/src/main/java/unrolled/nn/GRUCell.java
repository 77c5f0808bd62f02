package unrolled.nn;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.sigmoid;
import static unrolled.autograd.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/** The gated recurrent unit (Cho et al. 2014): h' = (1 - z) h + z g, as in the lecture. */
public final class GRUCell extends Module {
  /** Where the reset gate acts. The two are different functions, not two ways to compute one. */
  public enum Reset {
    /** On h, before the recurrent product (Cho et al. 2014, the lecture). */
    BEFORE_PRODUCT,
    /** On the recurrent product (cuDNN, PyTorch). */
    AFTER_PRODUCT
  }

  private final Reset convention;
  private final Linear update;
  private final Linear reset;
  private final Linear candidateInput;
  private final Linear candidateHidden;

  /**
   * A cell with random parameters, each map's from U(-1/√in, 1/√in) of its own input size.
   *
   * @param inputSize D
   * @param hiddenSize H
   * @param convention where the reset gate acts
   * @param type FLOAT or DOUBLE
   */
  public GRUCell(
      int inputSize, int hiddenSize, Reset convention, DataType type, RandomGenerator random) {
    this.convention = Objects.requireNonNull(convention, "convention");
    int z = hiddenSize + inputSize;
    update = child("update", new Linear(z, hiddenSize, type, random));
    reset = child("reset", new Linear(z, hiddenSize, type, random));
    candidateInput = child("candidateInput", new Linear(inputSize, hiddenSize, type, random));
    candidateHidden = child("candidateHidden", new Linear(hiddenSize, hiddenSize, type, random));
  }

  /**
   * One step: x [B, D] and h [B, H] give the next h.
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public Tensor forward(Tensor x, Tensor h) {
    return next(gates(x, h), h);
  }

  /** (1 - z) h + z g. */
  private static Tensor next(GRUGates gate, Tensor h) {
    return h.add(gate.z().mul(gate.g().sub(h)));
  }

  /**
   * Every step of a sequence, to look inside: x [T, B, D] from state h [B, H] gives T steps, each
   * with what its gates said and the state that they led to. {@link GRU} is the fast way.
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public List<GRUStep> unroll(Tensor x, Tensor h) {
    List<GRUStep> steps = new ArrayList<>();
    Tensor s = h;
    for (Tensor now : Inputs.steps(x, inputSize())) {
      GRUGates gate = gates(now, s);
      s = next(gate, s);
      steps.add(new GRUStep(gate, s));
    }
    return steps;
  }

  /**
   * What the gates say to x [B, D] in state h [B, H].
   *
   * @throws IllegalArgumentException if a shape is wrong
   */
  public GRUGates gates(Tensor x, Tensor h) {
    Inputs.check(x, inputSize(), hiddenSize(), h);
    Tensor hx = concat(h, x);
    Tensor z = sigmoid(update.forward(hx));
    Tensor r = sigmoid(reset.forward(hx));
    Tensor fromHidden =
        switch (convention) {
          case BEFORE_PRODUCT -> candidateHidden.forward(r.mul(h));
          case AFTER_PRODUCT -> r.mul(candidateHidden.forward(h));
        };
    return new GRUGates(z, r, tanh(candidateInput.forward(x).add(fromHidden)));
  }

  /** The state [B, H] before the first step. */
  public Tensor zeroState(int batch) {
    return Tensor.zeros(update.weight().dataType(), batch, hiddenSize());
  }

  public Reset convention() {
    return convention;
  }

  /** Weight [H, H+D] on [h, x], bias [H]. */
  public Linear update() {
    return update;
  }

  /** Weight [H, H+D] on [h, x], bias [H]. */
  public Linear reset() {
    return reset;
  }

  /** Weight [H, D], bias [H]. */
  public Linear candidateInput() {
    return candidateInput;
  }

  /** Weight [H, H], bias [H]. */
  public Linear candidateHidden() {
    return candidateHidden;
  }

  public int inputSize() {
    return candidateInput.inputSize();
  }

  public int hiddenSize() {
    return candidateInput.outputSize();
  }
}
