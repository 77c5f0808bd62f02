package unrolled.compute;

/**
 * Which numbers of a matrix dropout keeps: a function of a seed and of the place alone. So members
 * of a team mask their rows apart, and the walk back asks again instead of remembering.
 *
 * <p>A place is kept with a probability that is a multiple of 2⁻¹⁶; {@link #scale()} is one over
 * that, so that the mean stays exact.
 *
 * @param seed decides which are kept
 * @param dropped how many of 65,536 are dropped
 */
public record DropoutMask(long seed, int dropped) {
  private static final int ALL = 1 << 16;

  /** A mask that drops with the given probability, in [0, 1), rounded to a multiple of 2⁻¹⁶. */
  public static DropoutMask of(double probability, long seed) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "probability: expected a number in [0, 1), got " + probability);
    }
    return new DropoutMask(seed, (int) Math.min(ALL - 1, Math.round(probability * ALL)));
  }

  /** What a kept number is multiplied with. */
  public double scale() {
    return (double) ALL / (ALL - dropped);
  }

  /** {@code to[j] = kept ? scale * from[j] : 0} for the columns [0, n) of a row. */
  public void apply(int row, float[] from, int from0, float[] to, int to0, int n) {
    float kept = (float) scale();
    long counter = start(row);
    for (int j = 0; j < n; j += 4) {
      long bits = mix(counter++);
      for (int k = j; k < Math.min(j + 4, n); k++, bits >>>= 16) {
        to[to0 + k] = (bits & (ALL - 1)) < dropped ? 0 : kept * from[from0 + k];
      }
    }
  }

  /** As the other, in double precision. */
  public void apply(int row, double[] from, int from0, double[] to, int to0, int n) {
    double kept = scale();
    long counter = start(row);
    for (int j = 0; j < n; j += 4) {
      long bits = mix(counter++);
      for (int k = j; k < Math.min(j + 4, n); k++, bits >>>= 16) {
        to[to0 + k] = (bits & (ALL - 1)) < dropped ? 0 : kept * from[from0 + k];
      }
    }
  }

  /** Rows have counters of their own, 2²⁸ apart: more than a row can use. */
  private static long start(int row) {
    return (long) row << 28;
  }

  /** SplitMix64 (Steele, Lea and Flood 2014): the counter-th number of the seed's sequence. */
  private long mix(long counter) {
    long x = seed + counter * 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
