package unrolled.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

  /** A text and what it is called. */
  record Text(String name, Corpus corpus) {}

  /** The text that was asked for, else the one that the model was trained on. */
  Text text(Checkpoint checkpoint) {
    if (data != null) {
      return read(data, checkpoint);
    }
    String sha256 = checkpoint.metadata().getOrDefault(Checkpoint.DATA_SHA256, "unknown");
    return file(checkpoint, sha256)
        .map(path -> read(path, checkpoint))
        .or(() -> TinyShakespeare.standIn(sha256).map(corpus -> new Text("generated", corpus)))
        .orElseThrow(
            () ->
                new CommandFailure(
                    "%s: the text that it was trained on (SHA-256 %s) is not here; give it with --data FILE"
                        .formatted(file, sha256)));
  }

  private static Text read(Path path, Checkpoint checkpoint) {
    return new Text(path.toString(), Corpus.read(path, checkpoint.model().vocabulary()));
  }

  /** Where the model says its text was, or the known text of that checksum. */
  private static Optional<Path> file(Checkpoint checkpoint, String sha256) {
    String known = checkpoint.metadata().get(Checkpoint.DATA_FILE);
    if (known != null && Files.isRegularFile(Path.of(known))) {
      Path text = Path.of(known);
      if (Corpus.read(text).sha256().equals(sha256)) {
        return Optional.of(text);
      }
    }
    return sha256.equals(TinyShakespeare.SHA256) ? TinyShakespeare.find() : Optional.empty();
  }
}
