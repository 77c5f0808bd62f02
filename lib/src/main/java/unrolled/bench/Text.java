package unrolled.bench;

import java.util.Random;

/** Random symbols, the same for every engine; what they are does not change the time. */
final class Text {
  private Text() {}

  /** Ids [steps][batch] in [0, V). */
  static int[][] ids(int steps, int batch, long seed) {
    Random random = new Random(seed);
    int[][] ids = new int[steps][batch];
    for (int[] step : ids) {
      for (int b = 0; b < batch; b++) {
        step[b] = random.nextInt(Load.SYMBOLS);
      }
    }
    return ids;
  }
}
