package unrolled.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import unrolled.text.Corpus;
import unrolled.text.TinyShakespeare;
import unrolled.text.Vocabulary;
import unrolled.train.Checkpoint;
import unrolled.train.Evaluation;

/** {@code ./kit eval}: a model's loss on the whole validation part of a text. */
@Command(
    name = "eval",
    description = {
      "Print a saved model's loss on the validation part of a text: its last tenth, every character,"
          + " in one stream with the state carried along."
    },
    footer = {"", "example: ./kit eval --model model.safetensors"})
final class EvalCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Mixin ModelOptions model;

  @Override
  public Integer call() {
    Checkpoint checkpoint = model.load();
    Vocabulary vocabulary = checkpoint.model().vocabulary();
    Path text = model.data == null ? trainedOn(checkpoint) : model.data;
    Corpus corpus = Corpus.read(text, vocabulary);
    Evaluation evaluation = Evaluation.of(checkpoint.model(), corpus);
    if (common.json) {
      Map<String, Object> answer = new LinkedHashMap<>();
      CommonOptions.put(evaluation, answer);
      answer.put("model", model.file.toString());
      answer.put("data", text.toString());
      answer.put("data_sha256", corpus.sha256());
      common.answerJson(answer);
    } else {
      common.answer(evaluation);
    }
    return 0;
  }

  /** Where the model says its text was, or the known text of that checksum. */
  private Path trainedOn(Checkpoint checkpoint) {
    String sha256 = checkpoint.metadata().getOrDefault(Checkpoint.DATA_SHA256, "unknown");
    String file = checkpoint.metadata().get(Checkpoint.DATA_FILE);
    if (file != null && Files.isRegularFile(Path.of(file))) {
      Path text = Path.of(file);
      if (Corpus.read(text).sha256().equals(sha256)) {
        return text;
      }
    }
    if (sha256.equals(TinyShakespeare.SHA256)) {
      Path text = TinyShakespeare.find().orElse(null);
      if (text != null) {
        return text;
      }
    }
    throw new CommandFailure(
        "%s: the text that it was trained on (SHA-256 %s) is not here; give it with --data FILE"
            .formatted(model.file, sha256));
  }
}
