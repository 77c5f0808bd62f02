package unrolled.grade;

/** What is wrong with an answer, in the student's terms. The message ends with the finding's id. */
public final class CheckFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String id;

  CheckFailedException(String task, String id, String message) {
    this(task, id, message, null);
  }

  /**
   * @param cause what the answer threw, or null: its trace leads to the line in the student's cell
   */
  CheckFailedException(String task, String id, String message, Throwable cause) {
    super(task + ": " + message + " [" + id + "]", cause, false, false);
    this.id = id;
  }

  /** The misconception or failure, the same in every assignment: "bias-forgotten", "time-out". */
  public String id() {
    return id;
  }
}
