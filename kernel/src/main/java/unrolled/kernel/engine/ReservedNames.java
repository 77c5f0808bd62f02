package unrolled.kernel.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.TypeDeclSnippet;

/**
 * Names that a cell may not declare, because later cells would pay for it. A variable or class
 * named like a package hides what is under it, so that {@code unrolled.grade.A1} or {@code
 * java.util.List}, written out in full, would mean something else. A class named like an imported
 * one, or a method that cannot be told from an imported one, makes Java refuse every cell that
 * needs the import, and JShell does not forget the declaration.
 */
final class ReservedNames {
  private static final Set<String> PACKAGES = Set.of("java", "unrolled");
  private static final String CELLS = "REPL.";

  /**
   * What a snippet must hold to declare a package's name, or to import from a cell: most hold none
   * of it, and need not be parsed once more. A name that is declared has no dot behind it.
   */
  private static final Pattern SUSPECT =
      Pattern.compile("\\b(" + String.join("|", PACKAGES) + ")\\b(?!\\s*\\.)|\\bREPL\\b|\\\\u");

  /** What looks like the declaration of a class or a method. */
  private static final Pattern DECLARATION =
      Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)|[\\w>\\]]\\s+(\\w+)\\s*\\(");

  private final JShell shell;
  private final ClassLoader loader;

  ReservedNames(JShell shell, ClassLoader loader) {
    this.shell = shell;
    this.loader = loader;
  }

  /** Why a source is not run; empty where it may be. */
  Optional<Failure> objection(String source) {
    if (!SUSPECT.matcher(source).find() && !declaresImported(source)) {
      return Optional.empty();
    }
    return shell.sourceCodeAnalysis().sourceToSnippets(source).stream()
        .filter(PersistentSnippet.class::isInstance)
        .map(PersistentSnippet.class::cast)
        .flatMap(snippet -> objection(snippet).stream())
        .findFirst()
        .map(message -> new Failure("ReservedName", message, List.of("ReservedName: " + message)));
  }

  private boolean declaresImported(String source) {
    return DECLARATION
        .matcher(source)
        .results()
        .map(found -> found.group(found.group(1) == null ? 2 : 1))
        .anyMatch(name -> imports(name).findAny().isPresent());
  }

  private Optional<String> objection(PersistentSnippet snippet) {
    if (hidesPackage(snippet)) {
      return Optional.of(
          "'"
              + snippet.source().strip()
              + "' would hide a package of that name: choose another name");
    }
    return imports(snippet.name())
        .filter(imported -> clashes(snippet, imported))
        .findFirst()
        .map(
            imported ->
                "'"
                    + snippet.name()
                    + "' is imported ("
                    + imported.fullname()
                    + "), and Java would refuse every later cell that needs the import: choose"
                    + " another name");
  }

  private static boolean hidesPackage(PersistentSnippet snippet) {
    if (snippet instanceof ImportSnippet imported) {
      String name = imported.fullname();
      return name.startsWith(CELLS) || PACKAGES.contains(name.substring(name.lastIndexOf('.') + 1));
    }
    return PACKAGES.contains(snippet.name());
  }

  /** The imports of this very name. */
  private Stream<ImportSnippet> imports(String name) {
    return shell
        .imports()
        .filter(imported -> shell.status(imported).isActive())
        .filter(imported -> imported.fullname().endsWith("." + name));
  }

  private boolean clashes(PersistentSnippet snippet, ImportSnippet imported) {
    return imported.isStatic()
        ? snippet instanceof MethodSnippet method && isSame(method, imported)
        : snippet instanceof TypeDeclSnippet;
  }

  /** Whether a method of the import has the same types of parameters; others are told apart. */
  private boolean isSame(MethodSnippet method, ImportSnippet imported) {
    String name = imported.fullname();
    String types =
        method.parameterTypes().replaceAll("<.*?>+|\\s|\\w+\\.", "").replace("...", "[]");
    try {
      Class<?> owner = Class.forName(name.substring(0, name.lastIndexOf('.')), false, loader);
      return Arrays.stream(owner.getMethods())
          .filter(other -> other.getName().equals(method.name()))
          .map(
              other ->
                  Arrays.stream(other.getParameterTypes())
                      .map(Class::getSimpleName)
                      .collect(Collectors.joining(",")))
          .anyMatch(types::equals);
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // a nested class: the compiler has the last word
    }
  }
}
