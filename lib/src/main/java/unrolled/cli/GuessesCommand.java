package unrolled.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import unrolled.lesson.NextCharacters;
import unrolled.text.Corpus;
import unrolled.train.Checkpoint;
import unrolled.train.Evaluation;

/** {@code ./kit guesses}: the data of the interactive page {@code sampling}. */
@Command(
    name = "guesses",
    description = {
      "Print what a saved model believes about each character of a passage from the validation part"
          + " of a text: a script that the interactive page 'sampling' reads."
    },
    footer = {"", "example: ./kit guesses --model model.safetensors > sampling-data.js"})
final class GuessesCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Mixin ModelOptions model;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "the passage's first character; those before it are read (default: ${DEFAULT-VALUE})")
  int from;

  @Option(
      names = "--characters",
      paramLabel = "N",
      defaultValue = "300",
      description = "the passage's length (default: ${DEFAULT-VALUE})")
  int characters;

  @Override
  public Integer call() throws JsonProcessingException {
    common.atLeast("--from", 1, from);
    common.between("--characters", 1, 2000, characters);
    Checkpoint checkpoint = model.load();
    Corpus corpus = model.text(checkpoint).corpus();
    int[] ids = corpus.validation();
    common.between("--from", 1, ids.length - characters, from);
    String text = corpus.vocabulary().decode(ids);
    int begin = text.offsetByCodePoints(0, from);
    int end = text.offsetByCodePoints(begin, characters);
    String about =
        String.format(
            Locale.ROOT,
            "%s, %d hidden units, loss %.3f nats per character on a text that it has not seen: what it"
                + " believes about %d characters of that text.",
            checkpoint.model().shape().cell(),
            checkpoint.model().shape().hidden(),
            Evaluation.of(checkpoint.model(), corpus).loss(),
            characters);
    Map<String, Object> parameters =
        NextCharacters.of(checkpoint.model(), text.substring(0, begin), text.substring(begin, end))
            .forPage(about);
    common.answer("window.unrolled = " + new JsonMapper().writeValueAsString(parameters) + ";");
    return 0;
  }
}
