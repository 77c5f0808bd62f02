package unrolled.grade;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A check with partial credit: its parts are worth points of their own. The graded cell ends in its
 * value, the points reached, which nbgrader takes as the mark.
 */
final class PartialTask {
  /** One part and what it is worth. */
  record Part(double points, Task task) {}

  private final List<Part> parts;

  PartialTask(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** The points reached; a cell in which nothing is right fails with the first finding. */
  double grade() {
    return grade(Task.fresh(), true);
  }

  double grade(RandomGenerator random, boolean aloud) {
    double points = 0;
    CheckFailedException first = null;
    for (Part part : parts) {
      try {
        part.task.grade(random);
        points += part.points;
        if (aloud) {
          part.task.say("right");
        }
      } catch (CheckFailedException e) {
        first = first == null ? e : first;
        if (aloud) {
          System.out.println("✗ " + e.getMessage());
        }
      }
    }
    if (points == 0 && first != null) {
      throw first;
    }
    return points;
  }
}
