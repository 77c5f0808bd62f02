package unrolled.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where data sets lie.
 *
 * @param all the folders to look in, in this order
 * @param cache the one of them that downloads go to
 */
record DataFolders(List<Path> all, Path cache) {
  /**
   * {@code $UNROLLED_DATA}, {@code datasets} of the checkout, the user's cache ({@code
   * $XDG_CACHE_HOME/unrolled}, else {@code ~/.cache/unrolled}), and {@code ../shared/datasets}
   * beside the checkout. The checkout is {@code $UNROLLED_HOME}, else the folder around the working
   * directory that holds the kit.
   */
  static DataFolders of(Map<String, String> environment, Path workingDirectory, Path home) {
    Optional<Path> checkout =
        folder(environment, "UNROLLED_HOME").or(() -> checkoutAround(workingDirectory));
    Path cache =
        folder(environment, "XDG_CACHE_HOME")
            .orElseGet(() -> home.resolve(".cache"))
            .resolve("unrolled");
    List<Path> all = new ArrayList<>();
    folder(environment, "UNROLLED_DATA").ifPresent(all::add);
    checkout.map(c -> c.resolve("datasets")).ifPresent(all::add);
    all.add(cache);
    checkout.map(c -> c.resolveSibling("shared").resolve("datasets")).ifPresent(all::add);
    return new DataFolders(List.copyOf(all), cache);
  }

  static DataFolders ofThisMachine() {
    return of(
        System.getenv(), Path.of("").toAbsolutePath(), Path.of(System.getProperty("user.home")));
  }

  private static Optional<Path> folder(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(v -> !v.isBlank()).map(Path::of);
  }

  private static Optional<Path> checkoutAround(Path folder) {
    return Stream.iterate(folder, f -> f != null, Path::getParent)
        .filter(f -> Files.isRegularFile(f.resolve("kit")) && Files.isDirectory(f.resolve("lib")))
        .findFirst();
  }
}
