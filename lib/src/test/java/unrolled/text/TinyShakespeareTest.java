package unrolled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in text and a server of the test's own: nothing here needs a network. */
final class TinyShakespeareTest {
  private static final String TEXT =
      "First Citizen:\nBefore we proceed any further, hear me speak.\n";
  private static final Path NAME = Path.of("tinyshakespeare", "input.txt");

  @TempDir private Path folder;
  private HttpServer server;
  private DataFolders folders;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/right", 200, TEXT);
    answer("/wrong", 200, "<html>Please log in to the network</html>");
    answer("/missing", 404, "");
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/right");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext("/silent", exchange -> {});
    server.start();
    Path cache = folder.resolve("cache");
    folders = new DataFolders(List.of(folder.resolve("mine"), cache), cache);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theFirstFolderThatHasTheTextIsUsed() throws IOException {
    put(folder.resolve("cache"), TEXT);
    Path mine = put(folder.resolve("mine"), TEXT);
    assertThat(file("/right").find(folders.all(), said::add)).contains(mine);
    assertThat(said).isEmpty();
  }

  @Test
  void aFileWithAnotherSumIsPassedOverAndNamed() throws IOException {
    Path wrong = put(folder.resolve("mine"), TEXT + "\n");
    Path right = put(folder.resolve("cache"), TEXT);
    assertThat(file("/right").find(folders.all(), said::add)).contains(right);
    assertThat(said).singleElement().asString().startsWith(wrong + ": expected sha256 ");
  }

  @Test
  void aDirectoryInItsPlaceIsPassedOverAndNamed() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("mine").resolve(NAME));
    assertThat(file("/right").find(folders.all(), said::add)).isEmpty();
    assertThat(said)
        .containsExactly(directory + ": expected a text file, got a directory; not used");
  }

  @Test
  void aMissingTextIsDownloadedIntoTheCacheOnce() throws IOException {
    assertThat(corpus("/moved", false).text()).isEqualTo(TEXT);
    assertThat(folder.resolve("cache").resolve(NAME)).hasContent(TEXT);
    assertThat(filesIn(folder.resolve("cache"))).hasSize(1);
    server.stop(0);
    said.clear();
    assertThat(corpus("/moved", false).text()).isEqualTo(TEXT);
    assertThat(said).isEmpty();
  }

  @Test
  void aDamagedCacheIsReplaced() throws IOException {
    put(folder.resolve("cache"), "half of it");
    assertThat(corpus("/right", false).text()).isEqualTo(TEXT);
    assertThat(folder.resolve("cache").resolve(NAME)).hasContent(TEXT);
  }

  @Test
  void anotherAnswerThanTheTextIsNeverUsed() throws IOException {
    for (String page : List.of("/wrong", "/missing")) {
      Corpus corpus = corpus(page, false);
      assertThat(corpus.text()).startsWith("SCENE.");
      assertThat(TinyShakespeare.isReal(corpus)).isFalse();
      assertThat(folder.resolve("cache")).doesNotExist();
    }
    assertThat(said)
        .anyMatch(line -> line.contains("/wrong: expected sha256 "))
        .anyMatch(line -> line.endsWith("/missing: expected status 200, got 404"))
        .anyMatch(line -> line.contains("generated"));
  }

  @Test
  void offlineNothingIsDownloaded() throws IOException {
    assertThat(corpus("/right", true).text()).startsWith("SCENE.");
    assertThat(said).hasSize(2).first().asString().contains("UNROLLED_OFFLINE=1");
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void aCacheThatCannotBeWrittenCostsOnlyARemark() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file where the folder should be");
    assertThat(corpus("/right", false).text()).isEqualTo(TEXT);
    assertThat(said).anyMatch(line -> line.contains("could not be kept"));
  }

  @Test
  void aSilentServerIsLeftInTime() {
    assertThatIOException()
        .isThrownBy(() -> file("/silent").download(Duration.ofMillis(1500)))
        .withMessageEndingWith("/silent: expected the file within 1.5 s");
  }

  @Test
  void noServerIsOneLine() {
    server.stop(0);
    assertThatIOException()
        .isThrownBy(() -> file("/right").download(Duration.ofSeconds(5)))
        .withMessageContaining("/right: no answer")
        .satisfies(problem -> assertThat(problem.getMessage()).hasLineCount(1));
  }

  @Test
  void anInterruptEndsTheDownloadAndIsKept() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> corpus("/silent", false)).isInstanceOf(UncheckedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private Corpus corpus(String page, boolean offline) {
    return TinyShakespeare.corpus(file(page), folders, offline, said::add);
  }

  private KnownFile file(String page) {
    URI address = URI.create("http://localhost:" + server.getAddress().getPort() + page);
    return new KnownFile(NAME, Sha256.of(TEXT.getBytes(StandardCharsets.UTF_8)), address);
  }

  private void answer(String page, int status, String body) {
    server.createContext(
        page,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static Path put(Path folder, String text) throws IOException {
    Path file = folder.resolve(NAME);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
