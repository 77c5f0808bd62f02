package answers;

import java.io.PrintStream;
import unrolled.grade.A3;

/** Replaces System.out by one that fails, from a variable's initialiser. */
public final class CheatOutput {
  private CheatOutput() {}

  public static A3.Gate gate() {
    return (l, z) -> {
      System.setOut(null);
      return new PrintStream[0];
    };
  }
}
