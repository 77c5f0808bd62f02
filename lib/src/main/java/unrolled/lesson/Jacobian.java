package unrolled.lesson;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;

/**
 * Matrices of partial derivatives, exact, by one walk back for each row. The gradient that travels
 * from step T to step 0 is multiplied by the Jacobians ds_t/ds_{t-1} of all steps between, so their
 * product decides whether it vanishes or explodes (Pascanu, Mikolov and Bengio 2013).
 */
public final class Jacobian {
  private Jacobian() {}

  /** dy/dx [M, N] of y = f(x), for x of N numbers and y of M numbers in any shape. */
  public static Tensor of(UnaryOperator<Tensor> f, Tensor x) {
    Tensor leaf = Tensor.parameter(x);
    int outputs = NoGradient.run(() -> f.apply(x)).toDoubles().length;
    Tensor[] rows = new Tensor[outputs];
    for (int m = 0; m < outputs; m++) {
      f.apply(leaf).reshape(outputs).slice(0, m, m + 1).reshape().backward();
      rows[m] = copyOfGradient(leaf);
      leaf.zeroGradient();
    }
    return stack(0, rows);
  }

  private static Tensor copyOfGradient(Tensor leaf) {
    int length = leaf.toDoubles().length;
    return leaf.gradient() == null
        ? Tensor.zeros(leaf.dataType(), length)
        : Tensor.parameter(leaf.gradient()).detach().reshape(length);
  }

  /**
   * ds_t/ds_{t-1} [S, S] for t = 1, ..., T, along the states that x leads through from the zero
   * state; s is h, and [h, c] for an LSTM. The cell's gradients are zero afterwards.
   *
   * @param x one stream, [T, 1, D]
   * @throws IllegalArgumentException if a shape is wrong
   */
  public static List<Tensor> ofSteps(Recurrence cell, Tensor x) {
    if (x.rank() != 3 || x.size(1) != 1) {
      throw new IllegalArgumentException(
          "x: expected shape [T, 1, D], got " + Arrays.toString(x.shape()));
    }
    List<List<Tensor>> states = NoGradient.run(() -> cell.states(x, cell.zeroState(1)));
    List<Tensor> jacobians = new ArrayList<>();
    for (int t = 0; t < x.size(0); t++) {
      Tensor now = x.detach().select(0, t);
      jacobians.add(of(s -> joined(cell.step(now, parts(cell, s))), joined(states.get(t))));
    }
    cell.zeroGradients();
    return jacobians;
  }

  private static Tensor joined(List<Tensor> state) {
    return concat(state.toArray(Tensor[]::new));
  }

  private static List<Tensor> parts(Recurrence cell, Tensor joined) {
    long h = cell.hiddenSize();
    return IntStream.range(0, cell.parts())
        .mapToObj(p -> joined.slice(1, p * h, (p + 1) * h))
        .toList();
  }

  /**
   * J_T ... J_2 J_1 = ds_T/ds_0 of the Jacobians of steps 1 to T.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Tensor product(List<Tensor> steps) {
    return steps.stream()
        .map(Tensor::detach)
        .reduce((earlier, later) -> later.matmul(earlier))
        .orElseThrow(
            () -> new IllegalArgumentException("steps: expected at least one matrix, got none"));
  }
}
