package unrolled.grade;

import java.util.function.UnaryOperator;

/** What goes wrong in the loop over time, whatever the cell. Sequences are [T][B][H]. */
final class Unrolled {
  private Unrolled() {}

  /** Every step from the zero state. */
  static double[][][] restarted(double[][][] x, UnaryOperator<double[][][]> layer) {
    double[][][] h = new double[x.length][][];
    for (int t = 0; t < x.length; t++) {
      h[t] = layer.apply(new double[][][] {x[t]})[0];
    }
    return h;
  }

  /**
   * @param restarted what comes of every step from the zero state
   * @param backwards what comes of reading from the last step to the first
   * @param zero the state before the first step, [B][H]
   */
  static Question withMistakes(
      Question question,
      double[][][] right,
      double[][][] restarted,
      double[][][] backwards,
      double[][] zero) {
    double[][][] late = new double[right.length][][];
    late[0] = zero;
    System.arraycopy(right, 0, late, 1, right.length - 1);
    return question
        .mistake(
            "state-not-carried",
            "every step starts from the zero state: pass on the state that the step before gave",
            restarted)
        .mistake(
            "only-last-state",
            "this is the last hidden state alone: the layer gives those of all T steps, stacked",
            right[right.length - 1])
        .mistake(
            "one-step-late",
            "each hidden state stands one step late: keep it after the step, not before",
            late)
        .mistake(
            "reversed",
            "the steps come in reverse order, the last one first",
            Plain.reversed(right))
        .mistake(
            "read-backwards", "the sequence is read from its end: step 0 comes first", backwards);
  }
}
