package unrolled.lesson;

import java.util.function.IntToLongFunction;

/** Models of different kinds with as many parameters: the only fair start for a comparison. */
public final class EqualSize {
  private static final int LARGEST = 4096;

  private EqualSize() {}

  /**
   * The hidden size that comes nearest to a number of parameters.
   *
   * @param parameters how many a model of a hidden size has; more for a larger one
   * @param wanted between what sizes 1 and 4096 have
   */
  public static int hidden(IntToLongFunction parameters, long wanted) {
    int enough = 1;
    while (parameters.applyAsLong(enough) < wanted) {
      if (enough >= LARGEST) {
        throw new IllegalArgumentException(
            "wanted: expected at most what a hidden size of %d has, got %d"
                .formatted(LARGEST, wanted));
      }
      enough *= 2;
    }
    int below = enough / 2;
    while (enough - below > 1) {
      int middle = (below + enough) / 2;
      if (parameters.applyAsLong(middle) < wanted) {
        below = middle;
      } else {
        enough = middle;
      }
    }
    boolean smaller =
        below > 0
            && wanted - parameters.applyAsLong(below) < parameters.applyAsLong(enough) - wanted;
    return smaller ? below : enough;
  }
}
