package answers;

import unrolled.grade.A3;

/** Calls the library's cell through a variable that another cell filled. */
public final class CheatThroughVariable {
  private CheatThroughVariable() {}

  public static A3.Step step() {
    Stash.STEPS.clear();
    Stash.STEPS.add(CheatLibraryCell.step());
    return CallThroughVariable.step();
  }
}
