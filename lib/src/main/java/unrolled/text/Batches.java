package unrolled.text;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A text as batches for truncated BPTT: B streams side by side, T steps at a time, in order and
 * without end.
 *
 * <p>Stream b reads its own L = ⌊(n-1)/B⌋ consecutive characters, and every batch goes on where the
 * one before it stopped, so the state is carried over. After {@link #perEpoch()} batches all
 * streams have been read once and start anew, with {@link Batch#first()}. The last batch of an
 * epoch has the steps that are left, T or fewer; the at most B-1 predictions that do not fill a row
 * of streams are left out. Nothing is random, unless the epochs are asked to {@link #shifting
 * shift}.
 */
public final class Batches {
  private final int[] ids;
  private final int batch;
  private final int steps;
  private final int streamLength;

  /** Draws where an epoch begins; null where every epoch begins with the text. */
  private final RandomGenerator random;

  private int begin;
  private int position;

  private Batches(int[] ids, int batch, int steps, RandomGenerator random) {
    this.ids = ids;
    this.batch = batch;
    this.steps = steps;
    this.streamLength = (ids.length - 1) / batch;
    this.random = random;
  }

  /**
   * Batches of a text.
   *
   * @param ids the text's n characters
   * @param batch B, how many streams
   * @param steps T, how many characters each stream reads in a batch
   * @throws IllegalArgumentException if B or T is less than 1, or n less than B T + 1
   */
  public static Batches of(int[] ids, int batch, int steps) {
    return checked(ids, batch, steps, null);
  }

  /**
   * As {@link #of}, but each epoch begins at another place of the text, which is read as a ring: so
   * no chunk is ever cut twice at the same places, and other characters are left out.
   *
   * @param random draws where the next epoch begins
   */
  public static Batches shifting(int[] ids, int batch, int steps, RandomGenerator random) {
    return checked(ids, batch, steps, Objects.requireNonNull(random, "random"));
  }

  private static Batches checked(int[] ids, int batch, int steps, RandomGenerator random) {
    if (batch < 1) {
      throw new IllegalArgumentException("batch: expected at least 1 stream, got " + batch);
    }
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected at least 1 step, got " + steps);
    }
    if (ids.length <= (long) batch * steps) {
      throw new IllegalArgumentException(
          "ids: expected at least %d characters for %d streams of %d steps, got %d"
              .formatted((long) batch * steps + 1, batch, steps, ids.length));
    }
    return new Batches(ids.clone(), batch, steps, random);
  }

  /** How many batches an epoch has: ⌈L/T⌉. */
  public int perEpoch() {
    return (streamLength + steps - 1) / steps;
  }

  /** The next T steps of all streams; after the last of an epoch, the first of the next one. */
  public Batch next() {
    if (position == 0 && random != null) {
      begin = random.nextInt(ids.length);
    }
    int length = Math.min(steps, streamLength - position);
    Batch next = new Batch(rows(position, length), rows(position + 1, length), position == 0);
    position = (position + length) % streamLength;
    return next;
  }

  private int[][] rows(int from, int length) {
    int[][] rows = new int[length][batch];
    for (int t = 0; t < length; t++) {
      for (int b = 0; b < batch; b++) {
        rows[t][b] = ids[(begin + b * streamLength + from + t) % ids.length];
      }
    }
    return rows;
  }
}
