package unrolled.train;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a model is trained: AdamW, gradients clipped by their global norm, a learning rate that
 * climbs, stays and then follows half a cosine to 0, truncated backpropagation through time over
 * chunks.
 *
 * @param budget when it ends
 * @param batch B, how many streams are read side by side
 * @param stepsPerChunk T, over how many characters gradients reach back
 * @param rate the peak of the learning rate
 * @param warmUp over how many steps the rate climbs; at most a tenth of the budget is used
 * @param cooldown over which part of the budget, its last, the rate falls, in (0, 1]; 1 for all of
 *     it behind the climb
 * @param clip the largest norm of the gradient
 * @param decay of the weights, as {@link unrolled.optim.AdamW} has it; 0 for Adam
 * @param average over about how many steps the weights are averaged, exponentially, before they are
 *     evaluated and kept (Polyak and Juditsky 1992); 0 to take them as they are
 * @param restarts the chance, in [0, 1), that a stream begins anew with a chunk, from the zero
 *     state: a model that has hardly ever begun may lose its way when it writes or is evaluated.
 *     Above 0, every epoch also begins at another place of the text
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
    double cooldown,
    double clip,
    double decay,
    int average,
    double restarts,
    int evaluations,
    long seed,
    int threads) {
  public Recipe {
    Objects.requireNonNull(budget, "budget");
    Checks.atLeast("batch", 1, batch);
    Checks.atLeast("stepsPerChunk", 1, stepsPerChunk);
    Checks.above("rate", rate);
    Checks.atLeast("warmUp", 0, warmUp);
    if (!(cooldown > 0 && cooldown <= 1)) {
      throw new IllegalArgumentException("cooldown: expected a number in (0, 1], got " + cooldown);
    }
    Checks.above("clip", clip);
    if (!(decay >= 0 && decay < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("decay: expected at least 0, got " + decay);
    }
    Checks.atLeast("average", 0, average);
    Checks.part("restarts", restarts);
    Checks.atLeast("evaluations", 1, evaluations);
    Checks.atLeast("threads", 1, threads);
  }

  /**
   * B 64, T 64, rate 4e-3 after 200 steps of warm-up that falls from there, clip 1, no decay and no
   * average, no restarts, 20 evaluations, seed 1, and as many threads as there are processors, at
   * most 4.
   */
  public static Recipe of(Budget budget) {
    int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
    return new Recipe(budget, 64, 64, 4e-3, 200, 1, 1, 0, 0, 0, 20, 1, threads);
  }

  public Recipe withBatch(int batch) {
    return with(draft -> draft.batch = batch);
  }

  public Recipe withStepsPerChunk(int stepsPerChunk) {
    return with(draft -> draft.stepsPerChunk = stepsPerChunk);
  }

  public Recipe withRate(double rate) {
    return with(draft -> draft.rate = rate);
  }

  public Recipe withWarmUp(int warmUp) {
    return with(draft -> draft.warmUp = warmUp);
  }

  public Recipe withCooldown(double cooldown) {
    return with(draft -> draft.cooldown = cooldown);
  }

  public Recipe withClip(double clip) {
    return with(draft -> draft.clip = clip);
  }

  public Recipe withDecay(double decay) {
    return with(draft -> draft.decay = decay);
  }

  public Recipe withAverage(int average) {
    return with(draft -> draft.average = average);
  }

  public Recipe withRestarts(double restarts) {
    return with(draft -> draft.restarts = restarts);
  }

  public Recipe withEvaluations(int evaluations) {
    return with(draft -> draft.evaluations = evaluations);
  }

  public Recipe withSeed(long seed) {
    return with(draft -> draft.seed = seed);
  }

  public Recipe withThreads(int threads) {
    return with(draft -> draft.threads = threads);
  }

  private Recipe with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.recipe();
  }

  /** A recipe's settings while one of them is changed. */
  private static final class Draft {
    private final Budget budget;
    private int batch;
    private int stepsPerChunk;
    private double rate;
    private int warmUp;
    private double cooldown;
    private double clip;
    private double decay;
    private int average;
    private double restarts;
    private int evaluations;
    private long seed;
    private int threads;

    private Draft(Recipe from) {
      budget = from.budget;
      batch = from.batch;
      stepsPerChunk = from.stepsPerChunk;
      rate = from.rate;
      warmUp = from.warmUp;
      cooldown = from.cooldown;
      clip = from.clip;
      decay = from.decay;
      average = from.average;
      restarts = from.restarts;
      evaluations = from.evaluations;
      seed = from.seed;
      threads = from.threads;
    }

    private Recipe recipe() {
      return new Recipe(
          budget,
          batch,
          stepsPerChunk,
          rate,
          warmUp,
          cooldown,
          clip,
          decay,
          average,
          restarts,
          evaluations,
          seed,
          threads);
    }
  }
}
