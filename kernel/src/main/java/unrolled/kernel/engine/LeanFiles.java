package unrolled.kernel.engine;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The compiler's files, without what JShell's and the compiler's habits cost:
 *
 * <ul>
 *   <li>no list of the class path to walk: JShell would read every jar and the whole JDK right at
 *       the start, for completions that {@link ClassIndex} gives when they are asked for;
 *   <li>no search of the class path for the JDK's packages, which no class loader would take from
 *       there: each import of {@code java.util.*} asks for one in every cell;
 *   <li>no new table of the jars' packages after each of a cell's three compilations.
 * </ul>
 */
final class LeanFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {
  private static final String JDK = "java.";
  private static final String RELEASE = "--multi-release";

  private final BooleanSupplier mayChange;
  private String release = "";

  /**
   * @param mayChange whether the class path holds more than jars: folders, in which packages may
   *     appear
   */
  LeanFiles(StandardJavaFileManager files, BooleanSupplier mayChange) {
    super(files);
    this.mayChange = mayChange;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    return location == StandardLocation.CLASS_PATH && packageName.startsWith(JDK)
        ? List.of()
        : super.list(location, packageName, kinds, recurse);
  }

  /** Each compilation names the release again, and the tables would be cleared each time. */
  @Override
  public boolean handleOption(String option, Iterator<String> values) {
    if (!option.equals(RELEASE)) {
      return super.handleOption(option, values);
    }
    String wanted = values.next();
    if (!wanted.equals(release) || mayChange.getAsBoolean()) {
      release = wanted;
      return super.handleOption(option, List.of(wanted).iterator());
    }
    return true;
  }

  @Override
  public void flush() throws IOException {
    if (mayChange.getAsBoolean()) {
      super.flush();
    }
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return null;
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public Iterable<? extends java.nio.file.Path> getLocationAsPaths(Location location) {
    return null;
  }

  @Override
  public void setLocationFromPaths(
      Location location, Collection<? extends java.nio.file.Path> paths) throws IOException {
    fileManager.setLocationFromPaths(location, paths);
  }
}
