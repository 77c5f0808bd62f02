package unrolled.kernel.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines that start with {@code %}, as IJava and JJava know them: {@code %jars} and {@code
 * %classpath} with files, {@code %maven} with coordinates.
 */
final class Magics {
  static final String SIGN = "%";

  private static final List<String> NAMES = List.of("%classpath", "%jars", "%maven");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private final Consumer<String> addToClassPath;

  Magics(Consumer<String> addToClassPath) {
    this.addToClassPath = addToClassPath;
  }

  static Stream<String> names() {
    return NAMES.stream();
  }

  /**
   * Does what a line says.
   *
   * @return what the student should know
   * @throws IllegalArgumentException if the line is not understood or names what is not there
   */
  List<String> run(String line) throws IOException, InterruptedException {
    List<String> words = words(line);
    List<String> arguments = words.subList(1, words.size());
    String name = words.get(0);
    if (NAMES.contains(name) && arguments.isEmpty()) {
      throw new IllegalArgumentException(
          name
              + ": expected "
              + (name.equals("%maven") ? "group:artifact:version" : "jars or folders")
              + ", got nothing");
    }
    return switch (name) {
      case "%jars", "%classpath" -> add(name, arguments);
      case "%maven" -> maven(arguments);
      default ->
          throw new IllegalArgumentException(
              name + ": expected one of " + String.join(", ", NAMES));
    };
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }

  private List<String> add(String name, List<String> arguments) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String argument : arguments) {
      List<Path> files = files(argument);
      if (files.isEmpty()) {
        throw new IllegalArgumentException(
            name
                + ": expected a jar, a folder or a pattern such as lib/*.jar, found no "
                + argument);
      }
      found.addAll(files);
    }
    addToClassPath.accept(ClassPath.join(found));
    return List.of();
  }

  /** A file, a folder, or a pattern in a file's name. */
  private static List<Path> files(String argument) throws IOException {
    Path path =
        Path.of(
            argument.replaceFirst(
                "^~(?=/|$)", Matcher.quoteReplacement(System.getProperty("user.home"))));
    if (!argument.contains("*")) {
      return Files.exists(path) ? List.of(path.toAbsolutePath()) : List.of();
    }
    Path folder = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(folder, path.getFileName().toString())) {
      stream.forEach(files::add);
    }
    return files.stream().sorted().toList();
  }

  private List<String> maven(List<String> coordinates) throws IOException, InterruptedException {
    String classPath = Maven.classPath(coordinates);
    addToClassPath.accept(classPath);
    String names =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(classPath)
            .map(jar -> Path.of(jar).getFileName().toString())
            .collect(Collectors.joining(", "));
    return List.of("On the class path now: " + names);
  }
}
