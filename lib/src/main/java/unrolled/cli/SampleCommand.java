package unrolled.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import unrolled.text.Vocabulary;
import unrolled.train.Checkpoint;
import unrolled.train.Sampler;

/** {@code ./kit sample}: lets a model write. */
@Command(
    name = "sample",
    description = "Let a saved model write: it goes on behind a prompt, character by character.",
    footer = {"", "example: ./kit sample --model model.safetensors --prompt 'ROMEO:' --length 400"})
final class SampleCommand implements Callable<Integer> {
  @Mixin CommonOptions common;

  @Mixin ModelOptions model;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "what the text begins with (default: a new line)")
  String prompt;

  @Option(
      names = "--length",
      paramLabel = "N",
      defaultValue = "500",
      description = "how many characters to write (default: ${DEFAULT-VALUE})")
  int length;

  @Option(
      names = "--temperature",
      paramLabel = "X",
      defaultValue = "0.8",
      description =
          "1 as the model believes, lower for safer text, 0 for the likeliest character"
              + " (default: ${DEFAULT-VALUE})")
  double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      defaultValue = "0",
      description = "draw from the K likeliest characters, 0 for all (default: ${DEFAULT-VALUE})")
  int topK;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "the same seed writes the same text (default: ${DEFAULT-VALUE})")
  long seed;

  @Override
  public Integer call() {
    common.atLeast("--length", 0, length);
    common.atLeast("--top-k", 0, topK);
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw common.wrong("--temperature", "at least 0", temperature);
    }
    if (prompt != null && prompt.isEmpty()) {
      throw common.wrong("--prompt", "at least one character", "none");
    }
    Checkpoint checkpoint = model.load();
    String start = prompt == null ? newLine(checkpoint.model().vocabulary()) : prompt;
    String text =
        new Sampler(temperature, topK)
            .write(checkpoint.model(), start, length, new SplittableRandom(seed));
    if (common.json) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("prompt", start);
      answer.put("text", text);
      answer.put("temperature", temperature);
      answer.put("top_k", topK);
      answer.put("seed", seed);
      answer.put("model", model.file.toString());
      common.answerJson(answer);
    } else {
      common.answer(prompt == null ? text : start + text);
    }
    return 0;
  }

  private static String newLine(Vocabulary vocabulary) {
    return vocabulary.contains('\n') ? "\n" : vocabulary.decode(0);
  }
}
