package unrolled.lesson;

import java.util.Arrays;

/**
 * One step of a linear recurrence, h' = a h + b. Two steps one after the other are again such a
 * step, and it does not matter which neighbours are put together first: that is all a parallel scan
 * needs.
 */
public record Affine(double a, double b) {
  /** This step and then the next: a' (a h + b) + b'. */
  public Affine then(Affine next) {
    return new Affine(next.a * a, next.a * b + next.b);
  }

  /** The state after this step. */
  public double at(double h) {
    return a * h + b;
  }

  /** The states after each of the steps, one after the other from h. */
  public static double[] oneByOne(Affine[] steps, double h) {
    double[] states = new double[steps.length];
    double now = h;
    for (int t = 0; t < states.length; t++) {
      now = steps[t].at(now);
      states[t] = now;
    }
    return states;
  }

  /**
   * The same states by recursive doubling (Hillis and Steele 1986): in each round every step is
   * joined with what ends 1, 2, 4, ... places before it. All joins of a round are independent of
   * one another; after ⌈log2 T⌉ rounds nothing is left to do.
   */
  public static double[] scan(Affine[] steps, double h) {
    Affine[] now = steps;
    for (int back = 1; back < steps.length; back *= 2) {
      Affine[] last = now;
      int distance = back;
      now = new Affine[steps.length];
      Arrays.parallelSetAll(now, t -> t < distance ? last[t] : last[t - distance].then(last[t]));
    }
    return Arrays.stream(now).mapToDouble(step -> step.at(h)).toArray();
  }
}
