package unrolled.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import unrolled.text.Corpus;
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
    ModelOptions.Text text = model.text(checkpoint);
    Corpus corpus = text.corpus();
    Evaluation evaluation = Evaluation.of(checkpoint.model(), corpus);
    if (common.json) {
      Map<String, Object> answer = new LinkedHashMap<>();
      CommonOptions.put(evaluation, answer);
      answer.put("model", model.file.toString());
      answer.put("data", text.name());
      answer.put("data_sha256", corpus.sha256());
      common.answerJson(answer);
    } else {
      common.answer(evaluation);
    }
    return 0;
  }
}
