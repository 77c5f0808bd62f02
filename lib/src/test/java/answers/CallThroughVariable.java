package answers;

import unrolled.grade.A3;

/** Knows the variable only. */
public final class CallThroughVariable {
  private CallThroughVariable() {}

  static A3.Step step() {
    return (w, x, s) -> Stash.STEPS.get(0).step(w, x, s);
  }
}
