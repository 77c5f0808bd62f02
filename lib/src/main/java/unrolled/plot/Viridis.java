package unrolled.plot;

import java.awt.Color;

/** Viridis: dark blue for little, yellow for much, evenly lighter in between. */
final class Viridis {
  private static final int[] ANCHORS = {
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
    0xfde725
  };

  private Viridis() {}

  static Color[] colours() {
    Color[] colours = new Color[ANCHORS.length];
    for (int i = 0; i < colours.length; i++) {
      colours[i] = new Color(ANCHORS[i]);
    }
    return colours;
  }

  /** The colour of a share between 0 and 1. */
  static Color at(double share) {
    double place = Math.min(Math.max(share, 0), 1) * (ANCHORS.length - 1);
    int below = Math.min((int) place, ANCHORS.length - 2);
    double part = place - below;
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = ANCHORS[below] >> shift & 0xff;
      int to = ANCHORS[below + 1] >> shift & 0xff;
      colour |= (int) Math.round(from + part * (to - from)) << shift;
    }
    return new Color(colour);
  }
}
