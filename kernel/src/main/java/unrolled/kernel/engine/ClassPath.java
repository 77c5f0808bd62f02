package unrolled.kernel.engine;

import static java.util.jar.Attributes.Name.CLASS_PATH;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Class paths as {@code java -cp} knows them. */
public final class ClassPath {
  private ClassPath() {}

  /**
   * The files and folders of a class path; {@code folder/*} stands for the folder's jars, by name.
   * What does not exist is left out, as {@code java} does.
   */
  public static List<Path> elements(String classPath) {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(classPath)
        .filter(element -> !element.isBlank())
        .flatMap(ClassPath::expand)
        .filter(Files::exists)
        .distinct()
        .toList();
  }

  /**
   * Reads a class path from a file: an element a line, relative to the file's folder.
   *
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    return Files.readAllLines(file).stream()
        .filter(line -> !line.isBlank())
        .map(line -> folder.resolve(line).normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The elements as one text again, without wildcards. */
  public static String join(List<Path> elements) {
    return elements.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** What a jar's manifest adds to a class path that the jar is on; {@code null} adds nothing. */
  static List<Path> namedIn(Path jar, Manifest manifest) {
    String names = manifest == null ? null : manifest.getMainAttributes().getValue(CLASS_PATH);
    return names == null
        ? List.of()
        : Stream.of(names.trim().split("\\s+", -1))
            .flatMap(name -> file(jar.toUri(), name))
            .filter(Files::exists)
            .toList();
  }

  private static Stream<Path> file(URI jar, String name) {
    try {
      return Stream.of(Path.of(jar.resolve(name)));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Stream.of(); // an address of the web, or none at all
    }
  }

  private static Stream<Path> expand(String element) {
    if (!element.endsWith("*")) {
      return Stream.of(Path.of(element));
    }
    Path folder = Path.of(element.substring(0, element.length() - 1));
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
