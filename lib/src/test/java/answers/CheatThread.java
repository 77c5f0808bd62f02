package answers;

import unrolled.grade.A3;

/** Leaves a thread behind. */
public final class CheatThread {
  private CheatThread() {}

  public static A3.Gate gate() {
    return (l, z) -> {
      new Thread(() -> System.out.println("still here")).start();
      return z;
    };
  }
}
