package unrolled.train;

import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import unrolled.autograd.Tensor;
import unrolled.autograd.Workspace;
import unrolled.compute.Team;
import unrolled.optim.AdamW;
import unrolled.optim.Clip;
import unrolled.optim.Optimizer;
import unrolled.optim.Schedule;
import unrolled.text.Batch;
import unrolled.text.Batches;
import unrolled.text.Corpus;
import unrolled.text.Vocabulary;

/**
 * Trains a character language model on the training part of a corpus: batches, loss, gradients,
 * clip, step; and from time to time an evaluation on the validation part, which decides which
 * weights are the best and are kept.
 *
 * <p>Backpropagation through time is truncated: the state is carried from chunk to chunk as a
 * constant, so gradients reach back to the beginning of a chunk and no further.
 */
public final class Trainer {
  /** The validation part is read in streams of at least this length. */
  private static final int SHORTEST_STREAM = 1024;

  private static final int WARM_UP_CHARACTERS = 256;

  private final CharLanguageModel model;
  private final Recipe recipe;
  private final Batches batches;
  private final Restarts restarts;
  private final int[] validation;
  private final int streams;
  private final Collection<Tensor> parameters;
  private final Optimizer optimizer;
  private final Journal journal;
  private final Rate rate;
  private final Workspace workspace = new Workspace();

  private List<Tensor> state;

  /** A chunk that an interrupt took the time for; it comes first when the training goes on. */
  private Batch unfinished;

  /** The mean of the last steps' weights, which is what is evaluated and kept; null for none. */
  private final Weights average;

  private Weights best;
  private Weights latest;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private int evaluations;

  /**
   * A training that has not begun.
   *
   * @param model the model to be trained, in the corpus's vocabulary
   * @throws IllegalArgumentException if the vocabularies differ, or the training part is too short
   *     for the recipe's batches
   */
  public Trainer(CharLanguageModel model, Corpus corpus, Recipe recipe) {
    if (!model.vocabulary().equals(corpus.vocabulary())) {
      throw new IllegalArgumentException(
          "corpus: expected the model's %s, got a %s"
              .formatted(model.vocabulary(), corpus.vocabulary()));
    }
    this.model = model;
    this.recipe = recipe;
    int[] training = corpus.training();
    checkSizes(model.shape(), recipe, training.length);
    SplittableRandom random = new SplittableRandom(recipe.seed()).split(); // not the model's
    this.restarts = new Restarts(recipe.restarts(), random);
    this.batches =
        recipe.restarts() == 0
            ? Batches.of(training, recipe.batch(), recipe.stepsPerChunk())
            : Batches.shifting(training, recipe.batch(), recipe.stepsPerChunk(), random);
    this.validation = Evaluation.validation(corpus);
    this.streams = Math.max(1, Math.min(64, validation.length / SHORTEST_STREAM));
    this.parameters = model.parameters().values();
    this.optimizer = new AdamW(parameters, recipe.decay());
    this.journal = new Journal(model.shape(), recipe, corpus.sha256(), batches.perEpoch());
    this.rate = new Rate(recipe);
    this.average = recipe.average() == 0 ? null : Weights.of(model);
  }

  private static void checkSizes(ModelShape shape, Recipe recipe, int characters) {
    long chunk = (long) recipe.batch() * recipe.stepsPerChunk();
    if (characters <= chunk) {
      throw new IllegalArgumentException(
          "training part: expected at least %d characters for %d streams of %d steps, got %d"
              .formatted(chunk + 1, recipe.batch(), recipe.stepsPerChunk(), characters));
    }
    long numbers = (chunk + recipe.batch()) * shape.cell().blocks() * (shape.hidden() + 64L);
    if (numbers > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "chunk: expected at most %,d gate values for all its steps and streams, got %,d"
              .formatted(Integer.MAX_VALUE, numbers));
    }
  }

  /** A new model with the recipe's seed, in the corpus's vocabulary, to be trained. */
  public static CharLanguageModel newModel(ModelShape shape, Vocabulary words, Recipe recipe) {
    return new CharLanguageModel(shape, words, new SplittableRandom(recipe.seed()));
  }

  /** As {@link #run(TrainingListener)}, in silence. */
  public TrainingRecord run() {
    return run(TrainingListener.NONE);
  }

  /**
   * Trains until the budget is used up. An interrupt of the thread ends it after the step it is in,
   * and is thereby dealt with: the thread's flag is cleared and the record says so. Afterwards the
   * model has the best weights of all evaluations, or the latest if there was none.
   *
   * <p>Called again after an interrupt, the training goes on where it stopped, as if nothing had
   * happened.
   */
  public TrainingRecord run(TrainingListener listener) {
    if (latest != null) {
      latest.restore();
    }
    journal.begin();
    TrainingRecord.Outcome outcome;
    try (Team team = Team.of(recipe.threads())) {
      model.computeWith(team);
      outcome = train(listener);
    } finally {
      model.computeWith(Team.SOLO);
      model.zeroGradients();
      journal.pause();
      latest = Weights.of(model);
      if (best != null) {
        best.restore();
      }
    }
    return journal.record(outcome);
  }

  /** Work that takes long is given up in its middle when the thread is interrupted. */
  private TrainingRecord.Outcome train(TrainingListener listener) {
    try {
      return trainToTheEnd(listener);
    } catch (CancellationException e) {
      Thread.interrupted(); // dealt with: the outcome tells
      return TrainingRecord.Outcome.INTERRUPTED;
    }
  }

  private TrainingRecord.Outcome trainToTheEnd(TrainingListener listener) {
    while (!Thread.interrupted()) {
      double used = journal.used();
      if (used * recipe.evaluations() >= evaluations + 1) {
        evaluate();
        listener.onEvaluation(journal.record(TrainingRecord.Outcome.RUNNING));
      } else if (used >= 1) {
        return TrainingRecord.Outcome.FINISHED;
      } else {
        boolean sound = workspace.run(this::step);
        listener.onStep(journal.progress());
        if (!sound) {
          return TrainingRecord.Outcome.DIVERGED;
        }
      }
    }
    return TrainingRecord.Outcome.INTERRUPTED;
  }

  /** One chunk; false if the loss or the gradient is no longer finite, and then nothing moves. */
  private boolean step() {
    Batch batch = unfinished == null ? next() : unfinished;
    unfinished = batch;
    model.zeroGradients();
    CharLanguageModel.Loss loss = model.loss(batch.inputs(), batch.targets(), state);
    loss.mean().backward();
    unfinished = null;
    state = loss.state().stream().map(Tensor::detach).toList();
    double norm = Clip.globalNorm(parameters);
    boolean sound = Double.isFinite(norm) && Double.isFinite(loss.mean().item());
    double learningRate = rate.at(journal.steps(), journal.used());
    if (sound) {
      optimizer.step(learningRate, Clip.factor(norm, recipe.clip()));
      if (average != null) {
        average.approach(1.0 / Math.min(recipe.average(), journal.steps() + 1.0));
      }
    }
    journal.step(loss.mean().item(), norm, learningRate, batch.characters());
    return sound;
  }

  /** The next chunk, and in {@link #state} what its streams begin with. */
  private Batch next() {
    Batch batch = batches.next();
    state = batch.first() ? null : restarts.in(state);
    return batch;
  }

  private void evaluate() {
    if (average == null) {
      evaluateAsTheyAre();
      return;
    }
    Weights trained = Weights.of(model);
    average.restore();
    try {
      evaluateAsTheyAre();
    } finally {
      trained.restore();
    }
  }

  private void evaluateAsTheyAre() {
    double begin = journal.seconds();
    Evaluation evaluation =
        streams == 1
            ? Evaluation.of(model, validation)
            : Evaluation.parallel(model, validation, streams, WARM_UP_CHARACTERS);
    evaluations = (int) Math.floor(journal.used() * recipe.evaluations());
    journal.evaluation(evaluation.loss(), begin);
    if (evaluation.loss() < bestLoss) {
      bestLoss = evaluation.loss();
      best = Weights.of(model);
    }
  }

  /**
   * Warm-up by steps, then the peak, then half a cosine over the last part of the budget, whatever
   * it counts.
   */
  private static final class Rate {
    private static final double MOST_WARM_UP = 0.1;
    private final Recipe recipe;
    private double warmedUpAt;

    Rate(Recipe recipe) {
      this.recipe = recipe;
    }

    double at(long step, double used) {
      boolean climbing = step < recipe.warmUp() && used < MOST_WARM_UP;
      if (climbing) {
        warmedUpAt = used;
        double way = Math.max((step + 1.0) / recipe.warmUp(), used / MOST_WARM_UP);
        return recipe.rate() * Math.min(1, way);
      }
      double from = Math.max(warmedUpAt, 1 - recipe.cooldown());
      return Schedule.cosine(recipe.rate(), 0, (used - from) / (1 - from));
    }
  }
}
