package unrolled.kernel.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import unrolled.kernel.Versions;

/**
 * Finds a library and all that it needs, by Maven itself: first in the local repository alone, then
 * with the network.
 */
final class Maven {
  private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+:[\\w.-]+(:[\\w.-]+){1,3}");

  private Maven() {}

  /**
   * The class path of some libraries.
   *
   * @param coordinates {@code group:artifact:[type:[classifier:]]version}
   */
  static String classPath(List<String> coordinates) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("unrolled-maven");
    try {
      Path pom = Files.writeString(folder.resolve("pom.xml"), pom(coordinates));
      Path result = folder.resolve("classpath.txt");
      String offline = run(pom, result, "-o");
      if (Files.exists(result)) {
        return Files.readString(result).strip();
      }
      String online = run(pom, result);
      if (Files.exists(result)) {
        return Files.readString(result).strip();
      }
      throw new IllegalArgumentException(
          "%maven: found no "
              + String.join(", ", coordinates)
              + ", neither in the local repository nor through the network: "
              + (online.isEmpty() ? offline : online));
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private static String pom(List<String> coordinates) {
    StringBuilder pom =
        new StringBuilder(
            """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>unrolled</groupId>
              <artifactId>cell</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <dependencies>
            """);
    coordinates.forEach(one -> pom.append(dependency(one)));
    return pom.append("  </dependencies>\n</project>\n").toString();
  }

  private static String dependency(String coordinates) {
    if (!COORDINATES.matcher(coordinates).matches()) {
      throw new IllegalArgumentException(
          "%maven: expected group:artifact:version, got " + coordinates);
    }
    String[] parts = coordinates.split(":", -1);
    String type = parts.length > 3 ? "<type>" + parts[2] + "</type>" : "";
    String classifier = parts.length > 4 ? "<classifier>" + parts[3] + "</classifier>" : "";
    return "<dependency><groupId>%s</groupId><artifactId>%s</artifactId>%s%s<version>%s</version></dependency>%n"
        .formatted(parts[0], parts[1], type, classifier, parts[parts.length - 1]);
  }

  /** Runs Maven; gives its first error. */
  private static String run(Path pom, Path result, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher(), "-B", "-q"));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-f",
            pom.toString(),
            "org.apache.maven.plugins:maven-dependency-plugin:"
                + Versions.dependencyPlugin()
                + ":build-classpath",
            "-Dmdep.outputFile=" + result,
            "-DincludeScope=runtime"));
    Path log = pom.resolveSibling("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    try {
      process.waitFor();
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith("[ERROR]"))
          .map(line -> line.substring(8))
          .findFirst()
          .orElse("");
    }
  }

  /** Maven on {@code PATH}, or the kit's wrapper. */
  private static String launcher() {
    String home = System.getenv("UNROLLED_HOME");
    Stream<Path> onPath =
        Stream.of(
                System.getenv()
                    .getOrDefault("PATH", "")
                    .split(Pattern.quote(File.pathSeparator), -1))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "mvn"));
    Stream<Path> wrapper = Stream.ofNullable(home).map(folder -> Path.of(folder, "mvnw"));
    return Stream.concat(onPath, wrapper)
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%maven: expected Maven on PATH, found none; ./kit doctor has the mend"));
  }
}
