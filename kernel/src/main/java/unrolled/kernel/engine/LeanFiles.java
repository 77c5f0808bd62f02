package unrolled.kernel.engine;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The compiler's files, without what JShell's and the compiler's habits cost:
 *
 * <ul>
 *   <li>the class path is {@link ClassFiles}', which opens a jar when it is asked for;
 *   <li>no list of the class path to walk: JShell would read every jar and the whole JDK right at
 *       the start, for completions that {@link ClassIndex} gives when they are asked for;
 *   <li>no search of the class path where nothing can be found: for the JDK's packages, which no
 *       class loader would take from there, though each import of {@code java.util.*} asks for one
 *       in every cell, for that of the cells themselves, and for classes without a package, which
 *       no cell can name;
 *   <li>no new tables of the JDK's packages after each of a cell's three compilations.
 * </ul>
 */
final class LeanFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {
  private static final String JDK = "java.";
  private static final String RELEASE = "--multi-release";
  private static final String CLASS_PATH = "-classpath";

  private final ClassFiles classPath;
  private String release = "";

  LeanFiles(StandardJavaFileManager files, ClassFiles classPath) {
    super(files);
    this.classPath = classPath;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    if (location != StandardLocation.CLASS_PATH) {
      return super.list(location, packageName, kinds, recurse);
    }
    boolean isSought =
        kinds.contains(JavaFileObject.Kind.CLASS)
            && !packageName.isEmpty()
            && !(packageName + ".").startsWith(JDK)
            && !packageName.equals(CellLoader.CELL_PACKAGE);
    return isSought ? classPath.of(packageName) : List.of();
  }

  /** Of the class path the compiler would only search each jar for plug-ins of its own. */
  @Override
  public ClassLoader getClassLoader(Location location) {
    return ClassLoader.getPlatformClassLoader();
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ClassFiles.ClassFile found
        ? found.binaryName()
        : super.inferBinaryName(location, file);
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return (a instanceof ClassFiles.ClassFile || b instanceof ClassFiles.ClassFile)
        ? a.equals(b)
        : super.isSameFile(a, b);
  }

  /** Each compilation names the release again, and the tables would be cleared each time. */
  @Override
  public boolean handleOption(String option, Iterator<String> values) {
    if (option.equals(CLASS_PATH)) {
      values.next(); // JShell's own copy of what ClassFiles has
      return true;
    }
    if (!option.equals(RELEASE)) {
      return super.handleOption(option, values);
    }
    String wanted = values.next();
    if (!wanted.equals(release)) {
      release = wanted;
      return super.handleOption(option, List.of(wanted).iterator());
    }
    return true;
  }

  /** What is below the class path does not change. */
  @Override
  public void flush() {}

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
