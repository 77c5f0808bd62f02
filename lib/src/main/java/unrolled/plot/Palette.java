package unrolled.plot;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Brings a picture down to its 256 most frequent colours. A plot has few, and shades of them where
 * edges are smoothed: the eye sees no difference, and the file is a third of the size.
 */
final class Palette {
  private static final int COLOURS = 256;

  private static final int COARSE = 1 << 18;

  private Palette() {}

  static BufferedImage reduce(BufferedImage image) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    int[] counts = new int[COARSE];
    int[] exact = new int[COARSE];
    for (int pixel : pixels) {
      int coarse = coarse(pixel);
      counts[coarse]++;
      // The last pixel stands for all of its kind: plain areas keep their exact colour.
      exact[coarse] = pixel & 0xffffff;
    }
    int[] seen =
        IntStream.range(0, COARSE)
            .filter(coarse -> counts[coarse] > 0)
            .boxed()
            .sorted(Comparator.comparing(coarse -> -counts[coarse]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] palette = IntStream.of(seen).limit(COLOURS).map(coarse -> exact[coarse]).toArray();
    byte[] index = new byte[COARSE];
    for (int coarse : seen) {
      index[coarse] = (byte) nearest(palette, exact[coarse]);
    }

    IndexColorModel model =
        new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage reduced =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model);
    byte[] target = ((DataBufferByte) reduced.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      target[i] = index[coarse(pixels[i])];
    }
    return reduced;
  }

  /** The upper six bits of each channel: enough for what lies between two colours. */
  private static int coarse(int pixel) {
    return (pixel >> 6 & 0x3f000) | (pixel >> 4 & 0xfc0) | (pixel >> 2 & 0x3f);
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
