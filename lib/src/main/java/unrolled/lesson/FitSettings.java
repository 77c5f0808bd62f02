package unrolled.lesson;

/**
 * How to train on a small task: Adam, the rate falling to a tenth along a cosine, the gradient
 * clipped by its global norm.
 *
 * @param steps updates, at least 1
 * @param batch sequences in each
 * @param rate the rate at the start
 * @param clip the largest norm; infinite for no clipping
 */
public record FitSettings(int steps, int batch, double rate, double clip) {
  public FitSettings {
    if (steps < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "steps, batch: expected at least 1, got " + steps + ", " + batch);
    }
    if (!(rate > 0) || !(clip > 0)) {
      throw new IllegalArgumentException(
          "rate, clip: expected more than 0, got " + rate + ", " + clip);
    }
  }

  /** Batches of 32, clipped at norm 1. */
  public static FitSettings of(int steps, double rate) {
    return new FitSettings(steps, 32, rate, 1);
  }

  public FitSettings withBatch(int batch) {
    return new FitSettings(steps, batch, rate, clip);
  }

  public FitSettings withClip(double clip) {
    return new FitSettings(steps, batch, rate, clip);
  }
}
