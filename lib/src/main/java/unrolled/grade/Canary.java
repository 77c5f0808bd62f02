package unrolled.grade;

/**
 * A check that always fails. Each assignment has a cell that calls it: a grading run in which that
 * cell does not fail sees no failures at all, and its marks mean nothing.
 */
public final class Canary {
  private Canary() {}

  /** Asks a wrong answer, as every other check asks: always throws. */
  public static void sing() {
    Question.of(() -> 0, "the canary", 1)
        .mistake("canary", "this cell must fail: failed checks are seen", 0)
        .ask("canary", Attempt.LIMIT_SECONDS);
  }
}
