package unrolled.kernel.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;

/**
 * The class files of the class path, as the compiler wants them: by package, in the order of the
 * class path. The compiler's own way is to walk through every file of every jar as a file system
 * before it answers the first question, which took a third of a kernel's start; here the jars are
 * not opened before a package is asked for that is not the JDK's, and then only their tables of
 * contents are read.
 */
final class ClassFiles {
  private static final String SUFFIX = ".class";

  /** The files and folders of the class path, and those that a jar's manifest adds to them. */
  private final Set<Path> elements = new HashSet<>();

  private final List<Path> unread = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  /** A jar that is no archive, or a folder that is gone, holds nothing, as for {@code java}. */
  private interface Place {
    /** Its class files of a package, given as a folder such as {@code java/util/}. */
    List<JavaFileObject> of(String folder) throws IOException;
  }

  /** A class file in a jar or in a folder. */
  static final class ClassFile extends SimpleJavaFileObject {
    private final String name;
    private final Opener opener;

    /**
     * @param element the jar or folder that has it
     * @param name as in the jar, such as {@code java/util/List.class}
     */
    private ClassFile(Path element, String name, Opener opener) {
      super(element.toUri(), Kind.CLASS);
      this.name = name;
      this.opener = opener;
    }

    String binaryName() {
      return name.substring(0, name.length() - SUFFIX.length()).replace('/', '.');
    }

    @Override
    public String getName() {
      return super.getName() + "(/" + name + ")";
    }

    @Override
    public InputStream openInputStream() throws IOException {
      return opener.open();
    }
  }

  private interface Opener {
    InputStream open() throws IOException;
  }

  synchronized void add(List<Path> more) {
    more.stream().filter(elements::add).forEach(unread::add);
  }

  /** The class files of a package. */
  synchronized List<JavaFileObject> of(String packageName) throws IOException {
    readTables();
    String folder = packageName.replace('.', '/') + "/";
    List<JavaFileObject> all = new ArrayList<>();
    for (Place place : places) {
      all.addAll(place.of(folder));
    }
    return all;
  }

  private void readTables() {
    while (!unread.isEmpty()) {
      Path element = unread.remove(0);
      try {
        places.add(Files.isDirectory(element) ? new Folder(element) : jar(element));
      } catch (IOException e) {
        // Not an archive: neither javac nor java would say a word.
      }
    }
  }

  private Jar jar(Path path) throws IOException {
    JarFile file = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
    List<Path> named = ClassPath.namedIn(path, file.getManifest());
    unread.addAll(0, named.stream().filter(elements::add).toList());
    return new Jar(path, file);
  }

  /** Class files of a folder are looked for each time: there may be new ones. */
  private record Folder(Path root) implements Place {
    @Override
    public List<JavaFileObject> of(String folder) throws IOException {
      Path of = root.resolve(folder);
      if (!Files.isDirectory(of)) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(of)) {
        return files
            .filter(file -> file.toString().endsWith(SUFFIX))
            .<JavaFileObject>map(
                file ->
                    new ClassFile(
                        root, folder + file.getFileName(), () -> Files.newInputStream(file)))
            .toList();
      }
    }
  }

  /** A jar; of one for several releases, what this JVM would load. It stays open. */
  private static final class Jar implements Place {
    private final Path path;
    private final JarFile file;

    /** The folders with class files; names are kept for those alone that someone asked for. */
    private final Set<String> folders = new HashSet<>();

    private final Map<String, List<JavaFileObject>> asked = new HashMap<>();

    Jar(Path path, JarFile file) {
      this.path = path;
      this.file = file;
      names().forEach(name -> folders.add(folderOf(name)));
    }

    private Stream<String> names() {
      return (file.isMultiRelease() ? file.versionedStream() : file.stream())
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(SUFFIX));
    }

    @Override
    public List<JavaFileObject> of(String folder) {
      return folders.contains(folder) ? asked.computeIfAbsent(folder, this::read) : List.of();
    }

    private List<JavaFileObject> read(String folder) {
      return names()
          .filter(name -> name.startsWith(folder) && folderOf(name).equals(folder))
          .<JavaFileObject>map(name -> new ClassFile(path, name, () -> open(name)))
          .toList();
    }

    private InputStream open(String name) throws IOException {
      return file.getInputStream(file.getEntry(name));
    }
  }

  private static String folderOf(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }
}
