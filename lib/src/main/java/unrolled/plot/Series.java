package unrolled.plot;

/**
 * Points that belong together.
 *
 * @param low and {@code high}: the lower and upper edge of a band, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Series(String name, double[] x, double[] y, double[] low, double[] high) {
  boolean hasBand() {
    return low != null;
  }
}
