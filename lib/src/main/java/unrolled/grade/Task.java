package unrolled.grade;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A check of one graded cell: what the answer may use, and questions made of random draws. */
final class Task {
  private static final int DRAWS = 4;

  private final String name;
  private final Object answer;
  private final Allowed allowed;
  private final Function<Draw, Question> question;
  private final int draws;
  private final long seconds;

  private Task(
      String name,
      Object answer,
      Allowed allowed,
      Function<Draw, Question> question,
      int draws,
      long seconds) {
    this.name = name;
    this.answer = answer;
    this.allowed = allowed;
    this.question = question;
    this.draws = draws;
    this.seconds = seconds;
  }

  static Task of(String name, Object answer, Allowed allowed, Function<Draw, Question> question) {
    return new Task(name, answer, allowed, question, DRAWS, Attempt.LIMIT_SECONDS);
  }

  /** As the other, for answers that take their time: so many draws, and seconds for each. */
  static Task slow(
      String name,
      Object answer,
      Allowed allowed,
      int draws,
      long seconds,
      Function<Draw, Question> question) {
    return new Task(name, answer, allowed, question, draws, seconds);
  }

  /** The graded cell's call: random inputs that nobody can foresee. */
  void grade() {
    grade(fresh());
    say("right on " + draws + (draws == 1 ? " random draw" : " random draws"));
  }

  static RandomGenerator fresh() {
    return new SplittableRandom(new SecureRandom().nextLong());
  }

  /** As {@link #grade()}, silently and with the given randomness. */
  void grade(RandomGenerator random) {
    AnswerCode.check(name, answer, allowed);
    for (int i = 0; i < draws; i++) {
      question.apply(new Draw(random)).ask(name, seconds);
    }
  }

  String name() {
    return name;
  }

  void say(String message) {
    try {
      System.out.println("✓ " + name + ": " + message);
    } catch (RuntimeException e) {
      // A System.out of the student's own that fails takes nothing from a right answer.
    }
  }
}
