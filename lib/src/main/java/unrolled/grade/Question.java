package unrolled.grade;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * One call of an answer with one draw of inputs: what comes out, what should, and what would if one
 * of the known misconceptions were at work.
 */
final class Question {
  private record Mistake(String id, String message, Numbers result) {}

  private final Callable<?> call;
  private final String shapeNames;
  private final Numbers expected;
  private final List<Mistake> mistakes = new ArrayList<>();
  private final double tolerance;
  private Runnable afterwards = () -> {};

  private Question(Callable<?> call, String shapeNames, Numbers expected, double tolerance) {
    this.call = call;
    this.shapeNames = shapeNames;
    this.expected = expected;
    this.tolerance = tolerance;
  }

  /**
   * @param shapeNames what the sizes of the result are called, such as "[B, H]"
   */
  static Question of(Callable<?> call, String shapeNames, Object expected) {
    return new Question(call, shapeNames, Numbers.of(expected), Numbers.DOUBLE_TOLERANCE);
  }

  /** As the other, where the right result is not exact. */
  static Question of(Callable<?> call, String shapeNames, Object expected, double tolerance) {
    return new Question(call, shapeNames, Numbers.of(expected), tolerance);
  }

  /** What a misconception would give. Earlier ones win where two give the same. */
  Question mistake(String id, String message, Object result) {
    mistakes.add(new Mistake(id, message, Numbers.of(result)));
    return this;
  }

  /** A further look after the call, such as at an argument that must not change. */
  Question afterwards(Runnable look) {
    afterwards = look;
    return this;
  }

  /** Asks, and throws a {@link CheckFailedException} unless the answer is right. */
  void ask(String task, long seconds) {
    Numbers actual = Attempt.of(task, seconds, () -> answer(task, call.call()));
    afterwards.run();
    if (actual.matches(expected, tolerance)) {
      return;
    }
    for (Mistake mistake : mistakes) {
      if (actual.matches(mistake.result, tolerance)) {
        throw new CheckFailedException(task, mistake.id, mistake.message);
      }
    }
    throw unexplained(task, actual);
  }

  private static Numbers answer(String task, Object value) {
    if (value == null) {
      throw nothing(task);
    }
    Numbers numbers = Numbers.read(value);
    if (numbers == null) {
      String name = value.getClass().getSimpleName();
      throw new CheckFailedException(
          task, "type", "expected numbers, got a " + (name.isEmpty() ? "nameless object" : name));
    }
    return numbers;
  }

  static CheckFailedException nothing(String task) {
    return new CheckFailedException(task, "null", "your method returns null");
  }

  private CheckFailedException unexplained(String task, Numbers actual) {
    if (!actual.hasShapeOf(expected)) {
      String hint = actual.isTransposeOf(expected) ? ": rows and columns are exchanged" : "";
      return new CheckFailedException(
          task,
          actual.isTransposeOf(expected) ? "transposed" : "shape",
          "expected shape "
              + expected.shapeText()
              + " ("
              + shapeNames
              + "), got "
              + actual.shapeText()
              + hint);
    }
    if (!actual.isFinite()) {
      return new CheckFailedException(task, "not-finite", "the result holds NaN or infinity");
    }
    return new CheckFailedException(
        task,
        "wrong-values",
        "the shape is right, but "
            + actual.share(expected)
            + ": go through the equation term by term");
  }
}
