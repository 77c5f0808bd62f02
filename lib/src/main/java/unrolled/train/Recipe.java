package unrolled.train;

import java.util.Objects;

/**
 * How a model is trained: Adam, gradients clipped by their global norm, a learning rate that climbs
 * and then follows half a cosine to 0, truncated backpropagation through time over chunks.
 *
 * @param budget when it ends
 * @param batch B, how many streams are read side by side
 * @param stepsPerChunk T, over how many characters gradients reach back
 * @param rate the peak of the learning rate
 * @param warmUp over how many steps the rate climbs; at most a tenth of the budget is used
 * @param clip the largest norm of the gradient
 * @param evaluations how often the validation part is read, evenly spread, the last time at the end
 * @param seed of the weights and of dropout
 * @param threads how many compute; the result does not depend on it
 */
public record Recipe(
    Budget budget,
    int batch,
    int stepsPerChunk,
    double rate,
    int warmUp,
    double clip,
    int evaluations,
    long seed,
    int threads) {
  public Recipe {
    Objects.requireNonNull(budget, "budget");
    Checks.atLeast("batch", 1, batch);
    Checks.atLeast("stepsPerChunk", 1, stepsPerChunk);
    Checks.above("rate", rate);
    Checks.atLeast("warmUp", 0, warmUp);
    Checks.above("clip", clip);
    Checks.atLeast("evaluations", 1, evaluations);
    Checks.atLeast("threads", 1, threads);
  }

  /**
   * B 64, T 64, rate 4e-3 after 200 steps of warm-up, clip 1, 20 evaluations, seed 1, and as many
   * threads as there are processors, at most 4.
   */
  public static Recipe of(Budget budget) {
    int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
    return new Recipe(budget, 64, 64, 4e-3, 200, 1, 20, 1, threads);
  }

  public Recipe withBatch(int batch) {
    return new Recipe(budget, batch, stepsPerChunk, rate, warmUp, clip, evaluations, seed, threads);
  }

  public Recipe withStepsPerChunk(int stepsPerChunk) {
    return new Recipe(budget, batch, stepsPerChunk, rate, warmUp, clip, evaluations, seed, threads);
  }

  public Recipe withRate(double rate) {
    return new Recipe(budget, batch, stepsPerChunk, rate, warmUp, clip, evaluations, seed, threads);
  }

  public Recipe withWarmUp(int warmUp) {
    return new Recipe(budget, batch, stepsPerChunk, rate, warmUp, clip, evaluations, seed, threads);
  }

  public Recipe withClip(double clip) {
    return new Recipe(budget, batch, stepsPerChunk, rate, warmUp, clip, evaluations, seed, threads);
  }

  public Recipe withEvaluations(int evaluations) {
    return new Recipe(budget, batch, stepsPerChunk, rate, warmUp, clip, evaluations, seed, threads);
  }

  public Recipe withSeed(long seed) {
    return new Recipe(budget, batch, stepsPerChunk, rate, warmUp, clip, evaluations, seed, threads);
  }

  public Recipe withThreads(int threads) {
    return new Recipe(budget, batch, stepsPerChunk, rate, warmUp, clip, evaluations, seed, threads);
  }
}
