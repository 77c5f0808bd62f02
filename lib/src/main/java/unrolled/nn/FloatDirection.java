package unrolled.nn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.autograd.Workspace;
import unrolled.compute.CellKind;
import unrolled.compute.ChunkShape;
import unrolled.compute.DropoutMask;
import unrolled.compute.FloatRecurrence;
import unrolled.compute.Team;

/**
 * One direction of one layer as a single node of the autograd graph: tensors in, plain arrays
 * inside, tensors out. Arrays of a chunk are kept and used again for the next chunk of the same
 * sizes.
 */
final class FloatDirection implements Direction {
  private final CellKind kind;
  private final int inputs;
  private final int hidden;
  private final boolean reverse;
  private final FloatGateParameters parameters;
  private final List<Tensor> tensors;
  private final Deque<FloatRecurrence> idle = new ArrayDeque<>();

  FloatDirection(CellKind kind, int inputs, int hidden, boolean reverse, List<GatePart> parts) {
    this.kind = kind;
    this.inputs = inputs;
    this.hidden = hidden;
    this.reverse = reverse;
    this.parameters = new FloatGateParameters(parts);
    this.tensors = parameters.tensors();
  }

  @Override
  public List<Tensor> forward(
      SequenceInput input, List<Tensor> initial, DropoutMask dropped, Team team) {
    int steps = input.steps();
    int batch = input.batch();
    List<Tensor> given = new ArrayList<>(tensors);
    given.addAll(initial);
    if (input.dense() != null) {
      given.add(input.dense());
    }
    boolean recorded = !NoGradient.active() && given.stream().anyMatch(Tensor::requiresGradient);
    boolean oneHot = input.dense() == null;
    FloatRecurrence recurrence =
        acquire(new ChunkShape(steps, batch, inputs, hidden, oneHot, recorded), team);
    float[] x = oneHot ? null : inOrder(input.dense().floats(), steps, batch * inputs);
    float[] sequence = Workspace.floats(steps * batch * hidden);
    parameters.fill(recurrence.weights(), dropped);
    recurrence.forward(x, input.ids(reverse), arrays(initial), sequence);

    List<Tensor> outputs = new ArrayList<>();
    outputs.add(Tensor.of(inOrder(sequence, steps, batch * hidden), steps, batch, hidden));
    for (int s = 0; s < recurrence.states(); s++) {
      float[] last = new float[batch * hidden];
      recurrence.lastState(s, last);
      outputs.add(Tensor.of(last, batch, hidden));
    }
    if (!recorded) {
      idle.push(recurrence);
    }
    return Tensor.node(
        kind.name(),
        given,
        outputs,
        gradients -> {
          backward(recurrence, input, initial, gradients);
          parameters.add(recurrence.gradients(), dropped);
          idle.push(recurrence);
        });
  }

  @Override
  public Stream stream(boolean oneHot) {
    ChunkShape shape = new ChunkShape(1, 1, inputs, hidden, oneHot, false);
    FloatRecurrence recurrence = FloatRecurrence.of(kind, shape, Team.SOLO);
    parameters.fill(recurrence.weights(), null);
    return new FloatStream(recurrence, inputs, hidden);
  }

  private void backward(
      FloatRecurrence recurrence,
      SequenceInput input,
      List<Tensor> initial,
      List<Tensor> gradients) {
    int steps = input.steps();
    int batch = input.batch();
    float[] dSequence =
        gradients.get(0) == null ? null : inOrder(gradients.get(0).floats(), steps, batch * hidden);
    recurrence.backward(dSequence, arrays(gradients.subList(1, gradients.size())));
    for (int s = 0; s < initial.size(); s++) {
      if (initial.get(s).requiresGradient()) {
        float[] into = new float[batch * hidden];
        recurrence.initialStateGradient(s, into);
        initial.get(s).accumulateGradient(Tensor.of(into, batch, hidden));
      }
    }
    if (input.dense() != null && input.dense().requiresGradient()) {
      float[] into = Workspace.floats(steps * batch * inputs);
      recurrence.inputGradient(into);
      float[] ordered = inOrder(into, steps, batch * inputs);
      input.dense().accumulateGradient(Tensor.of(ordered, steps, batch, inputs));
    }
  }

  private FloatRecurrence acquire(ChunkShape shape, Team team) {
    idle.removeIf(recurrence -> !recurrence.fits(shape, team));
    return idle.isEmpty() ? FloatRecurrence.of(kind, shape, team) : idle.pop();
  }

  private static float[][] arrays(List<Tensor> tensors) {
    float[][] arrays = new float[tensors.size()][];
    for (int s = 0; s < arrays.length; s++) {
      arrays[s] = tensors.get(s) == null ? null : tensors.get(s).floats();
    }
    return arrays;
  }

  /** The array itself, or with its steps turned round for the layer that reads right to left. */
  private float[] inOrder(float[] a, int steps, int row) {
    if (!reverse) {
      return a;
    }
    float[] turned = Workspace.floats(steps * row);
    for (int t = 0; t < steps; t++) {
      System.arraycopy(a, t * row, turned, (steps - 1 - t) * row, row);
    }
    return turned;
  }
}
