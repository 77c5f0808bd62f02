package unrolled.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import unrolled.compute.CellKind;
import unrolled.train.Budget;
import unrolled.train.ModelShape;
import unrolled.train.Recipe;
import unrolled.train.Rung;

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

  @Option(names = "--hidden", paramLabel = "N", description = "size of the hidden state")
  Integer hidden;

  @Option(
      names = "--embedding",
      paramLabel = "N",
      description = "size of a character's vector, 0 for one-hot")
  Integer embedding;

  @Option(
      names = "--dropout",
      paramLabel = "X",
      description = "part dropped between layers and before the output")
  Double dropout;

  @Option(
      names = "--recurrent-dropout",
      paramLabel = "X",
      description = "part of the recurrent weights dropped, anew for each chunk")
  Double recurrentDropout;

  @ArgGroup(exclusive = true)
  Until until = new Until();

  @Option(
      names = "--recipe",
      paramLabel = "X",
      description =
          "take what is not said from the kit's recipe for X minutes (default: the minutes of"
              + " --minutes; 1 for --steps and --epochs)")
  Double recipeMinutes;

  @Option(names = "--batch", paramLabel = "N", description = "streams read side by side")
  Integer batch;

  @Option(
      names = "--steps-per-chunk",
      defaultValue = "64",
      paramLabel = "N",
      description = "characters that gradients reach back (default: ${DEFAULT-VALUE})")
  int stepsPerChunk;

  @Option(names = "--lr", paramLabel = "X", description = "peak of the learning rate")
  Double rate;

  @Option(
      names = "--cooldown",
      paramLabel = "X",
      description = "over which last part of the training the learning rate falls")
  Double cooldown;

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
      names = "--restarts",
      paramLabel = "X",
      description = "chance that a stream begins anew at a chunk, from the zero state")
  Double restarts;

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
    ModelShape usual = rung(common).shape(cell.kind);
    int h = given(hidden, usual.hidden());
    int e = given(embedding, usual.embedding());
    double p = given(dropout, usual.dropout());
    double q = given(recurrentDropout, usual.recurrentDropout());
    common.between("--layers", 1, 64, layers);
    common.between("--hidden", 1, LARGEST_SIZE, h);
    common.between("--embedding", 0, LARGEST_SIZE, e);
    part(common, "--dropout", p);
    part(common, "--recurrent-dropout", q);
    return new ModelShape(cell.kind, h, layers, e, p, q);
  }

  private static <T> T given(T option, T usual) {
    return option == null ? usual : option;
  }

  /** What is not said comes from the recipe for the minutes; a count of steps tells none. */
  private Rung rung(CommonOptions common) {
    if (recipeMinutes != null) {
      common.above("--recipe", recipeMinutes);
      return Rung.of(recipeMinutes);
    }
    boolean timed = until.steps == null && until.epochs == null;
    return Rung.of(timed ? minutes() : 0);
  }

  private double minutes() {
    return until.minutes == null ? 2 : until.minutes;
  }

  private static void part(CommonOptions common, String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw common.wrong(option, "a number in [0, 1)", value);
    }
  }

  Recipe recipe(CommonOptions common) {
    Recipe usual = rung(common).recipe(budget(common));
    int streams = given(batch, usual.batch());
    double peak = given(rate, usual.rate());
    double fall = given(cooldown, usual.cooldown());
    double anew = given(restarts, usual.restarts());
    common.atLeast("--batch", 1, streams);
    common.atLeast("--steps-per-chunk", 1, stepsPerChunk);
    common.above("--lr", peak);
    common.above("--clip", clip);
    if (!(fall > 0 && fall <= 1)) {
      throw common.wrong("--cooldown", "a number in (0, 1]", fall);
    }
    if (!(decay >= 0 && decay < Double.POSITIVE_INFINITY)) {
      throw common.wrong("--weight-decay", "at least 0", decay);
    }
    common.atLeast("--average", 0, average);
    part(common, "--restarts", anew);
    Recipe recipe =
        usual
            .withBatch(streams)
            .withStepsPerChunk(stepsPerChunk)
            .withRate(peak)
            .withCooldown(fall)
            .withDecay(decay)
            .withAverage(average)
            .withRestarts(anew)
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
    common.above("--minutes", minutes());
    return Budget.minutes(minutes());
  }
}
