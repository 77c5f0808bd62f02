package unrolled.lesson;

/** Keeps a fixed part of all possible examples away from training, whatever the seed. */
final class HeldOut {
  private HeldOut() {}

  /** Whether this example, given as text, is one of about a fifth that are never trained on. */
  static boolean contains(String example) {
    // String.hashCode is specified; the last multiplication mixes its low bits.
    return Math.floorMod((example.hashCode() * 0x9E3779B9) >>> 8, 5) == 0;
  }
}
