package unrolled.lesson;

import static unrolled.autograd.Functions.stack;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import unrolled.autograd.Tensor;

/**
 * How much of a loss's gradient reaches each step of an unrolled cell: |dL/dh_t|, the Euclidean
 * norm over units and streams, for t = 0 (the initial state) to T. Where it shrinks towards t = 0
 * the gradient vanishes, where it grows it explodes (Bengio, Simard and Frasconi 1994).
 */
public final class GradientFlow {
  private final double[] hidden;
  private final double[] memory;

  private GradientFlow(double[] hidden, double[] memory) {
    this.hidden = hidden;
    this.memory = memory;
  }

  /** For the loss that only the last step has: L is the sum of h_T. From the zero state. */
  public static GradientFlow of(Recurrence cell, Tensor x) {
    return of(cell, x, h -> h.select(0, h.size(0) - 1).sum());
  }

  /**
   * For any loss. The cell's gradients are zero afterwards.
   *
   * @param x [T, B, D], read from the zero state
   * @param loss of the hidden states [T, B, H]: a scalar
   * @throws IllegalArgumentException if a shape is wrong
   */
  public static GradientFlow of(Recurrence cell, Tensor x, UnaryOperator<Tensor> loss) {
    long batch = x.rank() == 3 ? x.size(1) : 1;
    List<Tensor> start = cell.zeroState(batch).stream().map(Tensor::parameter).toList();
    List<List<Tensor>> states = cell.states(x, start);
    states.forEach(s -> s.forEach(Tensor::retainGradient));
    Tensor[] h = states.stream().skip(1).map(s -> s.get(0)).toArray(Tensor[]::new);
    loss.apply(stack(0, h)).backward();
    cell.zeroGradients();
    return new GradientFlow(norms(states, 0), cell.parts() > 1 ? norms(states, 1) : new double[0]);
  }

  private static double[] norms(List<List<Tensor>> states, int part) {
    return states.stream().mapToDouble(s -> norm(s.get(part).gradient())).toArray();
  }

  private static double norm(Tensor gradient) {
    if (gradient == null) { // the loss does not see this state
      return 0;
    }
    double sum = 0;
    for (double g : gradient.toDoubles()) {
      sum += g * g;
    }
    return Math.sqrt(sum);
  }

  /** |dL/dh_t| for t = 0, ..., T. */
  public double[] hidden() {
    return hidden.clone();
  }

  /** |dL/dc_t| for t = 0, ..., T: what reaches an LSTM's memory; empty for the other cells. */
  public double[] memory() {
    return memory.clone();
  }

  /** |dL/dh_0| / |dL/dh_T|: what is left of the gradient after T steps. */
  public double kept() {
    return hidden[0] / hidden[hidden.length - 1];
  }

  /** Rows (step, norm, series) of {@link #hidden()}, to be plotted or appended to another's. */
  public Table table(String series) {
    int[] steps = IntStream.range(0, hidden.length).toArray();
    String[] names = IntStream.of(steps).mapToObj(t -> series).toArray(String[]::new);
    return Table.create(
        "gradient flow",
        IntColumn.create("step", steps),
        DoubleColumn.create("norm", hidden),
        StringColumn.create("series", names));
  }
}
