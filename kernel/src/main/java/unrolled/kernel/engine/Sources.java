package unrolled.kernel.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Where JShell reads Javadoc: the JDK's {@code lib/src.zip} where it is installed, and each {@code
 * name-sources.jar} that lies beside a {@code name.jar} of the class path. JShell itself knows only
 * the former and has no door for the latter, hence the reflection; the kernel's launcher opens the
 * package.
 */
final class Sources {
  private final SourceCodeAnalysis analysis;
  private final List<Path> jars = new ArrayList<>();

  Sources(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Whether the JDK's own sources are installed. */
  static boolean hasJdk() {
    return Files.isReadable(Path.of(System.getProperty("java.home"), "lib", "src.zip"));
  }

  /** Adds the sources that lie beside these elements of the class path. */
  void addBeside(List<Path> elements) {
    int before = jars.size();
    for (Path element : elements) {
      String name = String.valueOf(element.getFileName());
      if (name.endsWith(".jar")) {
        Path sources =
            element.resolveSibling(name.substring(0, name.length() - 4) + "-sources.jar");
        if (Files.isReadable(sources)) {
          jars.add(sources);
        }
      }
    }
    if (jars.size() > before) {
      tellJShell();
    }
  }

  private void tellJShell() {
    try {
      Field available = analysis.getClass().getDeclaredField("availableSources");
      available.setAccessible(true);
      available.set(analysis, null);
      Method find = analysis.getClass().getDeclaredMethod("findSources");
      find.setAccessible(true);
      List<Object> all = new ArrayList<>((List<?>) find.invoke(analysis));
      all.addAll(jars);
      available.set(analysis, all);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Then there are signatures without Javadoc, which is what JShell's own tool has.
    }
  }
}
