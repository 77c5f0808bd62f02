package unrolled.kernel.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import unrolled.kernel.guest.CellGuard;
import unrolled.kernel.guest.CellStopped;

/**
 * Holds the classes of the cells and of the user's class path. It sees the JDK and nothing of the
 * kernel: a cell may load its own version of any library that the kernel uses.
 */
final class CellLoader extends URLClassLoader {
  /** The package into which JShell compiles snippets. */
  static final String CELL_PACKAGE = "REPL";

  private final Map<String, byte[]> declared = new ConcurrentHashMap<>();

  /** The compiled cells as JShell made them, by the name of their class file. */
  private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();

  CellLoader() {
    super("cells", new URL[0], ClassLoader.getPlatformClassLoader());
    setPackageAssertionStatus(CELL_PACKAGE, true);
    for (Class<?> guest : new Class<?>[] {CellGuard.class, CellStopped.class}) {
      declared.put(guest.getName(), bytecode(guest));
    }
  }

  private static byte[] bytecode(Class<?> type) {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A class file too: a library may read what a cell's code refers to. */
  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] cell = compiled.get(name);
    return cell == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(cell);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytecode = declared.remove(name);
    if (bytecode != null) {
      byte[] safe = name.startsWith(CELL_PACKAGE) ? Rewriter.rewrite(bytecode) : bytecode;
      return defineClass(name, safe, 0, safe.length);
    }
    try {
      return super.findClass(name);
    } catch (ClassNotFoundException e) {
      return moduleClass(name, e);
    }
  }

  /**
   * Some of the JDK's modules, JShell's own among them, are not the platform loader's but the
   * application loader's.
   */
  private static Class<?> moduleClass(String name, ClassNotFoundException otherwise)
      throws ClassNotFoundException {
    Class<?> found = ClassLoader.getSystemClassLoader().loadClass(name);
    if (found.getModule().isNamed()) {
      return found;
    }
    throw otherwise;
  }

  /** Adds to the class path. */
  void add(List<Path> elements) {
    for (Path element : elements) {
      try {
        addURL(element.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("class path: expected files, got " + element, e);
      }
    }
  }

  /** Lets go of the class file of a cell; the class itself stays as long as it is used. */
  void forget(String name) {
    compiled.remove(file(name));
  }

  private static String file(String className) {
    return className.replace('.', '/') + ".class";
  }

  /** What JShell needs of this loader. */
  LoaderDelegate delegate() {
    return new Delegate();
  }

  private final class Delegate implements LoaderDelegate {
    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
      for (ClassBytecodes one : classes) {
        declared.put(one.name(), one.bytecodes());
        compiled.put(file(one.name()), one.bytecodes());
      }
      boolean[] loaded = new boolean[classes.length];
      for (int i = 0; i < classes.length; i++) {
        try {
          // Asking for the methods resolves what they name, so that a class that cannot work fails
          // here.
          loaded[i] = loadClass(classes[i].name()).getDeclaredMethods() != null;
        } catch (Throwable e) {
          throw new ClassInstallException("load: " + e, loaded);
        }
      }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
      throw new UnsupportedOperationException("JShell gives changed classes a new name");
    }

    @Override
    public void addToClasspath(String path) {
      add(ClassPath.elements(path));
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
      return loadClass(name);
    }
  }
}
