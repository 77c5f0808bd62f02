package unrolled.grade;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an answer's compiled code may refer to. Everything else is an objection. */
final class Allowed {
  private static final Set<String> PACKAGES =
      Set.of(
          "java.lang",
          "java.util",
          "java.util.function",
          "java.util.stream",
          "java.util.random",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.math",
          "java.text",
          "java.time",
          "org.nd4j.linalg.api.buffer",
          "org.nd4j.linalg.api.ndarray",
          "org.nd4j.linalg.indexing",
          "org.nd4j.linalg.ops.transforms");

  private static final Set<String> CLASSES =
      Set.of(
          "",
          "java.io.PrintStream",
          "java.io.Serializable",
          "java.lang.invoke.LambdaMetafactory",
          "java.lang.invoke.StringConcatFactory",
          "java.lang.runtime.ObjectMethods",
          "java.lang.runtime.SwitchBootstraps",
          "org.nd4j.linalg.factory.Nd4j",
          "unrolled.autograd.Functions",
          "unrolled.autograd.NoGradient",
          "unrolled.autograd.Tensor",
          "unrolled.nn.GRUGates",
          "unrolled.nn.Gates",
          "unrolled.nn.LSTMState",
          "unrolled.nn.Linear",
          "unrolled.nn.Module");

  /** The checks themselves and what they hand to an answer: a cell that calls one refers to it. */
  private static final List<String> CHECKS =
      List.of(
          "unrolled.grade.A1",
          "unrolled.grade.A2",
          "unrolled.grade.A3",
          "unrolled.grade.A4",
          "unrolled.grade.A5");

  private static final Set<String> FORBIDDEN =
      Set.of(
          "java.lang.ClassLoader",
          "java.lang.Module",
          "java.lang.ModuleLayer",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.StackWalker",
          "java.lang.Thread",
          "java.lang.ThreadGroup",
          "java.util.ServiceLoader");

  private static final Set<String> SYSTEM_MEMBERS =
      Set.of(
          "out",
          "err",
          "arraycopy",
          "nanoTime",
          "currentTimeMillis",
          "identityHashCode",
          "lineSeparator");
  private static final Set<String> CLASS_MEMBERS =
      Set.of(
          "getSimpleName",
          "getName",
          "desiredAssertionStatus",
          "isInstance",
          "cast",
          "hashCode",
          "equals",
          "toString");

  /** Linear maps and tensors, arrays, ND4J: but no ready-made cell, layer or gradient check. */
  static final Allowed FROM_SCRATCH = new Allowed(Set.of());

  private final Set<String> more;

  private Allowed(Set<String> more) {
    this.more = more;
  }

  /** And these classes, with their nested ones. */
  Allowed with(String... classes) {
    return new Allowed(
        Stream.concat(more.stream(), Arrays.stream(classes))
            .collect(java.util.stream.Collectors.toUnmodifiableSet()));
  }

  /** What is wrong with a reference, as a name for the student; empty where it is allowed. */
  Optional<String> objection(ClassFile.Reference reference) {
    String owner = reference.owner();
    String member = reference.member();
    if (owner.equals("java.lang.System")) {
      return member == null || SYSTEM_MEMBERS.contains(member)
          ? Optional.empty()
          : Optional.of("System." + member);
    }
    if (owner.equals("java.lang.Class")) {
      return member == null || CLASS_MEMBERS.contains(member)
          ? Optional.empty()
          : Optional.of("Class." + member);
    }
    if (owner.startsWith("java.lang.invoke.") && member == null) {
      return Optional.empty(); // javac lists the lookup class beside every lambda
    }
    return isAllowed(owner) ? Optional.empty() : Optional.of(owner);
  }

  private boolean isAllowed(String owner) {
    String outer = owner.contains("$") ? owner.substring(0, owner.indexOf('$')) : owner;
    if (FORBIDDEN.contains(outer)) {
      return false;
    }
    int dot = outer.lastIndexOf('.');
    return CLASSES.contains(outer)
        || CHECKS.contains(outer)
        || more.contains(outer)
        || PACKAGES.contains(outer.substring(0, Math.max(dot, 0)));
  }
}
