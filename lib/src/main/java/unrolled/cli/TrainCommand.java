package unrolled.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import unrolled.text.Corpus;
import unrolled.text.TinyShakespeare;
import unrolled.text.Vocabulary;
import unrolled.train.CharLanguageModel;
import unrolled.train.Checkpoint;
import unrolled.train.Evaluation;
import unrolled.train.ModelShape;
import unrolled.train.Recipe;
import unrolled.train.Trainer;
import unrolled.train.TrainingListener;
import unrolled.train.TrainingProgress;
import unrolled.train.TrainingRecord;

/** {@code ./kit train}: trains a character language model and saves the best one. */
@Command(
    name = "train",
    sortOptions = false,
    description = {
      "Train a character language model on the first nine tenths of a text and save the one that"
          + " guesses the last tenth best. Ctrl-C ends it early, with the best model saved.",
      "What is not said, the size and the dropout above all, is the kit's recipe for 1, 3, 10 or 60"
          + " minutes."
    },
    footer = {"", "example: ./kit train --cell lstm --minutes 10 --out model.safetensors"})
final class TrainCommand implements Callable<Integer> {
  /** As a shell names what Ctrl-C has ended. */
  private static final int INTERRUPTED = 130;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "the text, in UTF-8 (default: Tiny Shakespeare)")
  Path data;

  @Option(
      names = "--tune",
      description =
          "leave the last tenth of the text alone and evaluate on the last tenth of what is left: to"
              + " choose a recipe")
  boolean tune;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "where the model goes: a safetensors file with PyTorch's names and layout")
  Path out;

  @Mixin RecipeOptions options;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    ModelShape shape = options.shape(common);
    Recipe recipe = options.recipe(common);
    checkOut();
    return Interruption.during(() -> train(corpus(), shape, recipe));
  }

  /** Before the training, not after it: whether the file can be written. */
  private void checkOut() {
    Path folder = out.toAbsolutePath().getParent();
    if (Files.isDirectory(out)) {
      throw new CommandFailure("--out %s: expected a file, got a directory".formatted(out));
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandFailure(
          "--out %s: expected a file in a folder that exists, found no folder %s"
              .formatted(out, folder));
    }
    if (!Files.isWritable(folder) || (Files.exists(out) && !Files.isWritable(out))) {
      throw new CommandFailure(
          "--out %s: expected a file that can be written, got one that cannot".formatted(out));
    }
  }

  private Corpus corpus() {
    Corpus corpus = data == null ? TinyShakespeare.corpus(common::say) : Corpus.read(data);
    if (!tune) {
      return corpus;
    }
    Vocabulary vocabulary = corpus.vocabulary();
    return Corpus.of(vocabulary.decode(corpus.training()), vocabulary);
  }

  private int train(Corpus corpus, ModelShape shape, Recipe recipe) {
    CharLanguageModel model = Trainer.newModel(shape, corpus.vocabulary(), recipe);
    Trainer trainer = new Trainer(model, corpus, recipe);
    TrainingRecord record;
    try (ProgressLine line = new ProgressLine(common.command.commandLine().getErr())) {
      record = trainer.run(savingTheBest(line, model));
    }
    return switch (record.outcome()) {
      case FINISHED -> finished(model, corpus, record);
      case INTERRUPTED -> interrupted(model, record);
      default -> diverged(record);
    };
  }

  private TrainingListener savingTheBest(TrainingListener line, CharLanguageModel model) {
    return new TrainingListener() {
      @Override
      public void onStep(TrainingProgress progress) {
        line.onStep(progress);
      }

      @Override
      public void onEvaluation(TrainingRecord soFar) {
        if (soFar.best().equals(soFar.rows().get(soFar.rows().size() - 1))) {
          save(model, soFar);
        }
        line.onEvaluation(soFar);
      }
    };
  }

  private void save(CharLanguageModel model, TrainingRecord record) {
    try {
      Checkpoint.of(model, record).withDataFile(data).save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(out + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private int finished(CharLanguageModel model, Corpus corpus, TrainingRecord record) {
    save(model, record);
    Evaluation evaluation;
    try {
      evaluation = Evaluation.of(model, corpus);
    } catch (CancellationException e) {
      common.say("interrupted after the training; the best model is in " + out);
      return INTERRUPTED;
    }
    TrainingRecord.Row last = record.rows().get(record.rows().size() - 1);
    if (common.json) {
      Map<String, Object> answer = new LinkedHashMap<>();
      CommonOptions.put(evaluation, answer);
      answer.put("model", out.toString());
      answer.put("best_step", record.best().step());
      answer.put("steps", last.step());
      answer.put("characters_read", last.characters());
      answer.put("seconds", last.seconds());
      answer.put("training_loss_nats", last.trainingLoss());
      answer.put("data_sha256", corpus.sha256());
      answer.put("history", record.rows());
      common.answerJson(answer);
    } else {
      common.say(
          String.format(
              Locale.ROOT,
              "trained: %,d steps, %,d characters in %.0f s; the best model, of step %,d, is in %s",
              last.step(),
              last.characters(),
              last.seconds(),
              record.best().step(),
              out));
      common.answer(evaluation);
    }
    return 0;
  }

  private static String bestSoFar(TrainingRecord record) {
    return String.format(
        Locale.ROOT,
        "the best model so far (step %,d, validation loss %.4f)",
        record.best().step(),
        record.best().validationLoss());
  }

  private int interrupted(CharLanguageModel model, TrainingRecord record) {
    save(model, record);
    String what =
        record.rows().isEmpty()
            ? "there was no evaluation yet: the latest weights"
            : bestSoFar(record);
    common.say("interrupted; " + what + " is in " + out);
    return INTERRUPTED;
  }

  private int diverged(TrainingRecord record) {
    String left =
        record.rows().isEmpty() ? "nothing was saved" : bestSoFar(record) + " is in " + out;
    throw new CommandFailure(
        "the training diverged: the loss or its gradient is no longer finite; try a lower --lr than "
            + options.rate
            + "; "
            + left);
  }
}
