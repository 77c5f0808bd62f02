package unrolled.text;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A public file that is known by its sum: bytes with another sum are never used, wherever they come
 * from.
 *
 * @param name its path inside a folder of data sets
 * @param sha256 its sum in lower-case hexadecimal
 * @param address where it can be downloaded
 */
record KnownFile(Path name, String sha256, URI address) {
  /**
   * The file in the first folder that has it.
   *
   * @param say hears in one line of each file that is there and cannot be used
   */
  Optional<Path> find(List<Path> folders, Consumer<String> say) {
    return folders.stream().map(f -> f.resolve(name)).filter(f -> isRight(f, say)).findFirst();
  }

  private boolean isRight(Path file, Consumer<String> say) {
    if (!Files.exists(file)) {
      return false;
    }
    try {
      check(TextFile.bytes(file));
      return true;
    } catch (IllegalArgumentException problem) {
      say.accept("%s: %s; not used".formatted(file, problem.getMessage()));
      return false;
    }
  }

  /**
   * Downloads the file.
   *
   * @param patience for the connection and for everything
   * @throws IOException in one line: no answer, another answer than the file, or too slow
   */
  byte[] download(Duration patience) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(
            "%s: expected status 200, got %d".formatted(address, response.statusCode()));
      }
      check(response.body());
      return response.body();
    } catch (IllegalArgumentException problem) {
      throw new IOException("%s: %s; not used".formatted(address, problem.getMessage()), problem);
    } catch (TimeoutException problem) {
      throw new IOException(
          "%s: expected the file within %s s".formatted(address, patience.toMillis() / 1000.0),
          problem);
    } catch (ExecutionException problem) {
      throw new IOException("%s: no answer (%s)".formatted(address, problem.getCause()), problem);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(address + ": interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  /** Puts the bytes into a folder of data sets; the file appears there whole, or not at all. */
  void keep(byte[] bytes, Path folder) throws IOException {
    Path target = folder.resolve(name);
    Files.createDirectories(target.getParent());
    Path part = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void check(byte[] bytes) {
    String sum = Sha256.of(bytes);
    if (!sum.equals(sha256)) {
      throw new IllegalArgumentException("expected sha256 %s, got %s".formatted(sha256, sum));
    }
  }
}
