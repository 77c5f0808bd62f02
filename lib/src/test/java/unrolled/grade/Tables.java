package unrolled.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.assertj.core.api.SoftAssertions;

/** Asserts that right answers pass, and that each wrong one gets its message and no other. */
final class Tables {
  /** How many independent random seeds a table goes through. */
  static final int SEEDS = Integer.getInteger("unrolled.grade.seeds", 6);

  /** Of each task, at least so many right answers that are not written alike. */
  static final int STYLES = 5;

  private Tables() {}

  static <A> void right(List<A> answers, Function<A, Task> task) {
    right(answers, task, SEEDS);
  }

  static <A> void right(List<A> answers, Function<A, Task> task, int seeds) {
    assertThat(answers).as("styles").hasSizeGreaterThanOrEqualTo(STYLES);
    for (int seed = 0; seed < seeds; seed++) {
      for (int i = 0; i < answers.size(); i++) {
        Task one = task.apply(answers.get(i));
        long now = seed;
        assertThatCode(() -> one.grade(new SplittableRandom(now)))
            .as("%s, right answer %d, seed %d", one.name(), i, seed)
            .doesNotThrowAnyException();
      }
    }
  }

  static <A> void wrong(Map<String, A> answers, Function<A, Task> task) {
    SoftAssertions all = new SoftAssertions();
    answers.forEach(
        (id, answer) -> {
          int seeds = id.equals("time-out") ? 1 : SEEDS;
          for (int seed = 0; seed < seeds; seed++) {
            all.assertThat(finding(task.apply(answer), seed)).as("seed %d", seed).isEqualTo(id);
          }
        });
    all.assertAll();
  }

  /** The id of the message, or "passed". */
  static String finding(Task task, long seed) {
    return finding(random -> task.grade(new SplittableRandom(random)), seed);
  }

  static String finding(LongConsumer grade, long seed) {
    CheckFailedException failure =
        catchThrowableOfType(CheckFailedException.class, () -> grade.accept(seed));
    return failure == null ? "passed" : failure.id();
  }
}
