package unrolled.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import unrolled.compute.CellKind;
import unrolled.train.Budget;
import unrolled.train.ModelShape;
import unrolled.train.Recipe;

/** What is trained, for how long and how. */
final class RecipeOptions {
  /** Four weight matrices of this size side by side are just what one Java array holds. */
  private static final int LARGEST_SIZE = 16_384;

  /** The cells as people call them. */
  enum Cell {
    lstm(CellKind.LSTM),
    gru(CellKind.GRU_RESET_AFTER),
    rnn(CellKind.RNN);

    final CellKind kind;

    Cell(CellKind kind) {
      this.kind = kind;
    }
  }

  /** When it ends. */
  static final class Until {
    @Option(names = "--steps", paramLabel = "N", description = "train for N chunks")
    Long steps;

    @Option(names = "--minutes", paramLabel = "X", description = "train for X minutes (default: 2)")
    Double minutes;

    @Option(names = "--epochs", paramLabel = "X", description = "read the training text X times")
    Double epochs;
  }

  @Option(
      names = "--cell",
      defaultValue = "lstm",
      paramLabel = "lstm|gru|rnn",
      description = "the recurrent cell (default: ${DEFAULT-VALUE})")
  Cell cell;

  @Option(
      names = "--layers",
      defaultValue = "1",
      paramLabel = "N",
      description = "how many are stacked (default: ${DEFAULT-VALUE})")
  int layers;

  @Option(
      names = "--hidden",
      defaultValue = "256",
      paramLabel = "N",
      description = "size of the hidden state (default: ${DEFAULT-VALUE})")
  int hidden;

  @Option(
      names = "--embedding",
      defaultValue = "0",
      paramLabel = "N",
      description = "size of a character's vector, 0 for one-hot (default: ${DEFAULT-VALUE})")
  int embedding;

  @Option(
      names = "--dropout",
      defaultValue = "0.25",
      paramLabel = "X",
      description = "part dropped between layers and before the output (default: ${DEFAULT-VALUE})")
  double dropout;

  @Option(
      names = "--recurrent-dropout",
      defaultValue = "0",
      paramLabel = "X",
      description =
          "part of the recurrent weights dropped, anew for each chunk (default: ${DEFAULT-VALUE})")
  double recurrentDropout;

  @ArgGroup(exclusive = true)
  Until until = new Until();

  @Option(
      names = "--batch",
      defaultValue = "64",
      paramLabel = "N",
      description = "streams read side by side (default: ${DEFAULT-VALUE})")
  int batch;

  @Option(
      names = "--steps-per-chunk",
      defaultValue = "64",
      paramLabel = "N",
      description = "characters that gradients reach back (default: ${DEFAULT-VALUE})")
  int stepsPerChunk;

  @Option(
      names = "--lr",
      defaultValue = "0.004",
      paramLabel = "X",
      description = "peak of the learning rate (default: ${DEFAULT-VALUE})")
  double rate;

  @Option(
      names = "--cooldown",
      defaultValue = "1",
      paramLabel = "X",
      description =
          "over which last part of the training the learning rate falls (default: ${DEFAULT-VALUE})")
  double cooldown;

  @Option(
      names = "--weight-decay",
      defaultValue = "0",
      paramLabel = "X",
      description = "as AdamW has it (default: ${DEFAULT-VALUE})")
  double decay;

  @Option(
      names = "--average",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "take the mean of about the last N steps' weights, 0 for none (default: ${DEFAULT-VALUE})")
  int average;

  @Option(
      names = "--clip",
      defaultValue = "1",
      paramLabel = "X",
      description = "largest norm of the gradient (default: ${DEFAULT-VALUE})")
  double clip;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "of weights and dropout (default: ${DEFAULT-VALUE})")
  long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "how many compute (default: one a processor, at most 4)")
  Integer threads;

  ModelShape shape(CommonOptions common) {
    common.between("--layers", 1, 64, layers);
    common.between("--hidden", 1, LARGEST_SIZE, hidden);
    common.between("--embedding", 0, LARGEST_SIZE, embedding);
    part(common, "--dropout", dropout);
    part(common, "--recurrent-dropout", recurrentDropout);
    return new ModelShape(cell.kind, hidden, layers, embedding, dropout, recurrentDropout);
  }

  private static void part(CommonOptions common, String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw common.wrong(option, "a number in [0, 1)", value);
    }
  }

  Recipe recipe(CommonOptions common) {
    common.atLeast("--batch", 1, batch);
    common.atLeast("--steps-per-chunk", 1, stepsPerChunk);
    common.above("--lr", rate);
    common.above("--clip", clip);
    if (!(cooldown > 0 && cooldown <= 1)) {
      throw common.wrong("--cooldown", "a number in (0, 1]", cooldown);
    }
    if (!(decay >= 0 && decay < Double.POSITIVE_INFINITY)) {
      throw common.wrong("--weight-decay", "at least 0", decay);
    }
    common.atLeast("--average", 0, average);
    Recipe recipe =
        Recipe.of(budget(common))
            .withBatch(batch)
            .withStepsPerChunk(stepsPerChunk)
            .withRate(rate)
            .withCooldown(cooldown)
            .withDecay(decay)
            .withAverage(average)
            .withClip(clip)
            .withSeed(seed);
    if (threads == null) {
      return recipe;
    }
    common.atLeast("--threads", 1, threads);
    return recipe.withThreads(threads);
  }

  private Budget budget(CommonOptions common) {
    if (until.steps != null) {
      common.atLeast("--steps", 1, until.steps);
      return Budget.steps(until.steps);
    }
    if (until.epochs != null) {
      common.above("--epochs", until.epochs);
      return Budget.epochs(until.epochs);
    }
    double minutes = until.minutes == null ? 2 : until.minutes;
    common.above("--minutes", minutes);
    return Budget.minutes(minutes);
  }
}
