package unrolled.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import unrolled.train.Evaluation;

/** What every command takes, and how it answers. */
final class CommonOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  @Option(names = "--json", description = "answer in JSON")
  boolean json;

  @Option(names = "--debug", description = "show stack traces")
  boolean debug;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  boolean help;

  /** The complaint about an option's value. */
  ParameterException wrong(String option, String expected, Object got) {
    return new ParameterException(
        command.commandLine(), option + ": expected " + expected + ", got " + got);
  }

  void atLeast(String option, long least, long value) {
    if (value < least) {
      throw wrong(option, "at least " + least, value);
    }
  }

  void between(String option, long least, long most, long value) {
    if (value < least || value > most) {
      throw wrong(option, least + " to " + most, value);
    }
  }

  void above(String option, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw wrong(option, "a number above 0", value);
    }
  }

  void answer(String line) {
    command.commandLine().getOut().println(line);
  }

  /** To stderr: what a person wants to know, and a program that reads the answer does not. */
  void say(String line) {
    command.commandLine().getErr().println("kit: " + line);
  }

  void answerJson(Map<String, Object> answer) {
    try {
      answer(new JsonMapper().writeValueAsString(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static void put(Evaluation evaluation, Map<String, Object> answer) {
    answer.put("loss_nats", evaluation.loss());
    answer.put("bits_per_char", evaluation.bitsPerCharacter());
    answer.put("perplexity", evaluation.perplexity());
    answer.put("characters", evaluation.characters());
  }

  void answer(Evaluation evaluation) {
    answer(String.format(Locale.ROOT, "loss_nats: %.4f", evaluation.loss()));
    answer(String.format(Locale.ROOT, "bits_per_char: %.4f", evaluation.bitsPerCharacter()));
    answer(String.format(Locale.ROOT, "perplexity: %.4f", evaluation.perplexity()));
    answer("characters: " + evaluation.characters());
  }
}
