package answers;

import static unrolled.autograd.Functions.log;

import java.util.Map;
import unrolled.grade.A3;

/** Remembers one draw's result, and two that are not numbers. */
public final class CheatMemory {
  private CheatMemory() {}

  public static Map<String, A3.Gate> gates() {
    return Map.of(
        "shape", (l, z) -> new double[] {0.5, 0.5},
        "not-finite", (l, z) -> log(l.forward(z).mul(0).add(-1)));
  }
}
