package unrolled.kernel.engine;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The names of all top-level classes: those of the JDK's exported packages and those of the user's
 * class path. Read in the background when it is first wanted.
 */
final class ClassIndex {
  private static final String SUFFIX = ".class";

  /** Classes as {@code simpleName + ' ' + packageName}, so that a prefix is a range. */
  private final NavigableSet<String> classes = new TreeSet<>();

  private final NavigableSet<String> packages = new TreeSet<>();
  private final List<Path> unread = new ArrayList<>();
  private final ClassLoader loader;
  private CompletableFuture<Void> reading;

  /**
   * @param loader finds the classes; those that are not public are not offered
   */
  ClassIndex(ClassLoader loader) {
    this.loader = loader;
  }

  synchronized void add(List<Path> elements) {
    unread.addAll(elements);
    if (reading != null) {
      reading = reading.thenRunAsync(this::readPaths, ClassIndex::inBackground);
    }
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "class index");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Begins to read, if that has not begun; waits for its end no longer than so many milliseconds.
   */
  boolean isReadWithin(long millis) {
    CompletableFuture<Void> pending;
    synchronized (this) {
      if (reading == null) {
        reading =
            CompletableFuture.runAsync(this::readModules, ClassIndex::inBackground)
                .thenRun(this::readPaths);
      }
      pending = reading;
    }
    try {
      pending.get(millis, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException | CompletionException e) {
      throw new IllegalStateException("the class path cannot be read", e);
    }
  }

  /** Full names of the public classes with this simple name. */
  synchronized List<String> named(String simpleName) {
    return range(classes, simpleName + " ")
        .map(ClassIndex::fullName)
        .filter(this::isPublic)
        .toList();
  }

  /** Full names of public classes whose simple name begins so, the likeliest first. */
  synchronized List<String> startingWith(String prefix, int limit) {
    return range(classes, prefix)
        .sorted(Comparator.comparing(ClassIndex::rank).thenComparing(entry -> entry.indexOf(' ')))
        .map(ClassIndex::fullName)
        .filter(this::isPublic)
        .limit(limit)
        .toList();
  }

  /** The first parts of all packages that begin so. */
  synchronized List<String> roots(String prefix) {
    return range(packages, prefix).map(name -> name.split("\\.", 2)[0] + ".").distinct().toList();
  }

  /** What may follow {@code package.} in a name: packages, by their last part, and classes. */
  synchronized List<String> inside(String packageName, String prefix) {
    String start = packageName + ".";
    Set<String> names =
        range(packages, start + prefix)
            .map(name -> name.substring(start.length()).split("\\.", 2)[0] + ".")
            .collect(Collectors.toCollection(TreeSet::new));
    range(classes, prefix)
        .filter(entry -> entry.endsWith(" " + packageName))
        .map(ClassIndex::fullName)
        .filter(this::isPublic)
        .forEach(name -> names.add(name.substring(start.length())));
    return List.copyOf(names);
  }

  private static Stream<String> range(NavigableSet<String> names, String prefix) {
    return names.tailSet(prefix, true).stream().takeWhile(name -> name.startsWith(prefix));
  }

  /** The course's own classes and the JDK's come before those that libraries happen to bring. */
  private static int rank(String entry) {
    return entry.contains(" unrolled.") ? 0 : entry.contains(" java.") ? 1 : 2;
  }

  private static String fullName(String entry) {
    int space = entry.indexOf(' ');
    return entry.substring(space + 1) + "." + entry.substring(0, space);
  }

  private boolean isPublic(String fullName) {
    try (var in = loader.getResourceAsStream(fullName.replace('.', '/') + SUFFIX)) {
      return in != null && (new ClassReader(in).getAccess() & Opcodes.ACC_PUBLIC) != 0;
    } catch (IOException | RuntimeException e) {
      return false; // what cannot be read cannot be used
    }
  }

  private void readModules() {
    for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
      Set<String> exported =
          module.reference().descriptor().exports().stream()
              .filter(export -> !export.isQualified())
              .map(ModuleDescriptor.Exports::source)
              .collect(Collectors.toSet());
      try (ModuleReader reader = module.reference().open();
          Stream<String> names = reader.list()) {
        addAll(names.filter(name -> exported.contains(packageOf(name))));
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    }
  }

  private void readPaths() {
    List<Path> paths;
    synchronized (this) {
      paths = List.copyOf(unread);
      unread.clear();
    }
    for (Path path : paths) {
      try {
        if (Files.isDirectory(path)) {
          try (Stream<Path> files = Files.walk(path)) {
            addAll(files.map(file -> path.relativize(file).toString().replace('\\', '/')));
          }
        } else {
          try (ZipFile zip = new ZipFile(path.toFile())) {
            addAll(zip.stream().map(ZipEntry::getName));
          }
        }
      } catch (IOException e) {
        // Not an archive: javac leaves it out as well.
      }
    }
  }

  private void addAll(Stream<String> files) {
    List<String> names = files.filter(ClassIndex::isTopLevelClass).toList();
    synchronized (this) {
      for (String name : names) {
        String packageName = packageOf(name);
        int begin = name.lastIndexOf('/') + 1;
        classes.add(name.substring(begin, name.length() - SUFFIX.length()) + " " + packageName);
        packages.add(packageName);
      }
    }
  }

  private static boolean isTopLevelClass(String name) {
    return name.endsWith(SUFFIX)
        && name.indexOf('$') < 0
        && name.indexOf('-') < 0
        && name.indexOf('/') > 0;
  }

  private static String packageOf(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "" : file.substring(0, slash).replace('/', '.');
  }
}
