package unrolled.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings a picture down to its 256 most frequent colours. A plot has few, and shades of them where
 * edges are smoothed: the eye sees no difference, and the file is a third of the size.
 */
final class Palette {
  private static final int COLOURS = 256;

  /** Keeps the upper six bits of each channel: enough for what is between two colours. */
  private static final int COARSE = 0xfcfcfc;

  private Palette() {}

  static BufferedImage reduce(BufferedImage image) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Map<Integer, int[]> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.computeIfAbsent(pixel & COARSE, any -> new int[2])[0]++;
    }
    // The exact colour of each coarse one is that of its last pixel: plain areas keep theirs.
    for (int pixel : pixels) {
      counts.get(pixel & COARSE)[1] = pixel & 0xffffff;
    }
    List<Map.Entry<Integer, int[]>> frequent =
        counts.entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<Integer, int[]> e) -> -e.getValue()[0])
                    .thenComparing(Map.Entry::getKey))
            .toList();
    int size = Math.min(COLOURS, frequent.size());
    int[] palette = new int[size];
    Map<Integer, Integer> indices = new HashMap<>();
    for (int i = 0; i < size; i++) {
      palette[i] = frequent.get(i).getValue()[1];
    }
    frequent.forEach(entry -> indices.put(entry.getKey(), nearest(palette, entry.getValue()[1])));

    IndexColorModel model =
        new IndexColorModel(8, size, palette, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    BufferedImage reduced =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    byte[] target = ((java.awt.image.DataBufferByte) reduced.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      target[i] = indices.get(pixels[i] & COARSE).byteValue();
    }
    return reduced;
  }

  private static int nearest(int[] palette, int colour) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < palette.length && least > 0; i++) {
      int red = (palette[i] >> 16 & 0xff) - (colour >> 16 & 0xff);
      int green = (palette[i] >> 8 & 0xff) - (colour >> 8 & 0xff);
      int blue = (palette[i] & 0xff) - (colour & 0xff);
      int distance = red * red + green * green + blue * blue;
      if (distance < least) {
        least = distance;
        best = i;
      }
    }
    return best;
  }
}
