package unrolled.lesson;

/**
 * What a check says to an exercise's answer. It never throws: an unsolved exercise is no error.
 *
 * @param passed whether the answer is right
 * @param message what was found
 */
public record Verdict(boolean passed, String message) {
  static Verdict right(String message) {
    return new Verdict(true, message);
  }

  static Verdict notYet(String message) {
    return new Verdict(false, message);
  }

  /** An answer that may throw is an answer that is not there yet. */
  static Verdict of(java.util.function.Supplier<Verdict> check) {
    try {
      return check.get();
    } catch (RuntimeException e) {
      return notYet("your answer threw " + e);
    }
  }

  @Override
  public String toString() {
    return (passed ? "✓ right: " : "… not yet: ") + message;
  }
}
