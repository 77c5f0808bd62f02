package unrolled.kernel.engine;

import java.io.File;
import java.io.IOException;
import java.util.Collection;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

/**
 * The compiler's files, but without a list of the class path to walk: JShell would read every jar
 * and the whole JDK right at the start, for completions that {@link ClassIndex} gives when they are
 * asked for. That costs as much time and memory as all the rest of a kernel.
 */
final class LeanFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {

  LeanFiles(StandardJavaFileManager files) {
    super(files);
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
