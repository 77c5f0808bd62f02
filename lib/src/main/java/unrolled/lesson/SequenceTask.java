package unrolled.lesson;

import java.util.List;
import java.util.random.RandomGenerator;

/** Something small to be learned from sequences of symbols. */
public interface SequenceTask {
  /** D: the inputs are numbers below it. */
  int symbols();

  /** C: the answers are numbers below it. */
  int classes();

  /** A batch to learn from, new at every call. */
  Examples batch(RandomGenerator random, int count);

  /** About {@code count} examples that no batch contains, or that are too many to be met again. */
  List<Examples> heldOut(RandomGenerator random, int count);
}
