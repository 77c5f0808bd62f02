package unrolled.text;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tiny Shakespeare: 40,000 lines of the plays, 1,115,394 characters, 65 different (A. Karpathy,
 * char-rnn, 2015). Its card is {@code datasets/tinyshakespeare/README.md}.
 *
 * <p>The text is looked for as {@code tinyshakespeare/input.txt} in {@code $UNROLLED_DATA}, in
 * {@code datasets} of the checkout, in the user's cache ({@code $XDG_CACHE_HOME/unrolled}, else
 * {@code ~/.cache/unrolled}) and in {@code ../shared/datasets} beside the checkout; then it is
 * downloaded into the cache, unless {@code UNROLLED_OFFLINE=1}. A file with another SHA-256 is not
 * used.
 */
public final class TinyShakespeare {
  /** The SHA-256 of the one true text. */
  public static final String SHA256 =
      "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed";

  static final long GENERATED_SEED = 10;
  static final int GENERATED_CHARACTERS = 1_000_000;

  private static final KnownFile FILE =
      new KnownFile(
          Path.of("tinyshakespeare", "input.txt"),
          SHA256,
          URI.create(
              "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt"));
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private TinyShakespeare() {}

  /** The text on this machine, if it is there; nothing is downloaded. */
  public static Optional<Path> find() {
    return FILE.find(DataFolders.ofThisMachine().all(), problem -> {});
  }

  /** The text, downloaded if need be; where it cannot be had, {@link GeneratedText}. */
  public static Corpus corpus() {
    return corpus(note -> {});
  }

  /**
   * The text, downloaded if need be; where it cannot be had, {@link GeneratedText}.
   *
   * @param say hears in a line each what takes time, what went wrong, and that the text is not
   *     Shakespeare's
   * @throws UncheckedIOException if the thread is interrupted while it downloads
   */
  public static Corpus corpus(Consumer<String> say) {
    boolean offline = "1".equals(System.getenv("UNROLLED_OFFLINE"));
    return corpus(FILE, DataFolders.ofThisMachine(), offline, say);
  }

  /** Whether a corpus is the real text; only then may anything be claimed about Shakespeare. */
  public static boolean isReal(Corpus corpus) {
    return corpus.sha256().equals(SHA256);
  }

  /** The text of that checksum, if it is the one that stands in for the real one. */
  public static Optional<Corpus> standIn(String sha256) {
    return Optional.of(Corpus.of(GeneratedText.of(GENERATED_SEED, GENERATED_CHARACTERS)))
        .filter(corpus -> corpus.sha256().equals(sha256));
  }

  static Corpus corpus(KnownFile file, DataFolders folders, boolean offline, Consumer<String> say) {
    Optional<Path> found = file.find(folders.all(), say);
    if (found.isPresent()) {
      return Corpus.read(found.get());
    }
    Optional<String> downloaded = Optional.empty();
    if (offline) {
      say.accept(
          "Tiny Shakespeare is not on this machine, and UNROLLED_OFFLINE=1 forbids a download.");
    } else {
      downloaded = downloaded(file, folders.cache(), say);
    }
    return Corpus.of(downloaded.orElseGet(() -> generated(say)));
  }

  private static Optional<String> downloaded(KnownFile file, Path cache, Consumer<String> say) {
    say.accept("Downloading Tiny Shakespeare (1.1 MB) from " + file.address());
    byte[] bytes;
    try {
      bytes = file.download(PATIENCE);
    } catch (InterruptedIOException stopped) {
      throw new UncheckedIOException(stopped.getMessage(), stopped);
    } catch (IOException problem) {
      say.accept(problem.getMessage());
      return Optional.empty();
    }
    try {
      file.keep(bytes, cache);
    } catch (IOException problem) {
      say.accept(cache + ": the download could not be kept here (" + problem + ")");
    }
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }

  private static String generated(Consumer<String> say) {
    say.accept(
        "This is a generated text, not Shakespeare's: nothing measured on it says anything about his.");
    return GeneratedText.of(GENERATED_SEED, GENERATED_CHARACTERS);
  }
}
