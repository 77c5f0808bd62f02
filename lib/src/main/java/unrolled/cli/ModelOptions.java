package unrolled.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import unrolled.text.Corpus;
import unrolled.train.Checkpoint;

/** The saved model that a command works with. */
final class ModelOptions {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "a safetensors file from ./kit train or from PyTorch")
  Path file;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description =
          "a text in UTF-8 (default: the one that the model was trained on); its characters are the"
              + " vocabulary of a model that carries none, as those from PyTorch")
  Path data;

  Checkpoint load() {
    return data == null
        ? Checkpoint.load(file)
        : Checkpoint.load(file, () -> Corpus.read(data).vocabulary());
  }
}
