package unrolled.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import unrolled.text.Corpus;
import unrolled.text.TinyShakespeare;
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

  /** The text that was asked for, else the one that the model was trained on. */
  Path text(Checkpoint checkpoint) {
    return data == null ? trainedOn(checkpoint) : data;
  }

  /** Where the model says its text was, or the known text of that checksum. */
  private Path trainedOn(Checkpoint checkpoint) {
    String sha256 = checkpoint.metadata().getOrDefault(Checkpoint.DATA_SHA256, "unknown");
    String known = checkpoint.metadata().get(Checkpoint.DATA_FILE);
    if (known != null && Files.isRegularFile(Path.of(known))) {
      Path text = Path.of(known);
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
            .formatted(file, sha256));
  }
}
