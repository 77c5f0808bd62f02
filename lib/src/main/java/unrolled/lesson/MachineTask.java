package unrolled.lesson;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import unrolled.text.Vocabulary;

/**
 * Follow a small machine: it reads a sequence symbol by symbol and changes its state, and after
 * every step the answer is what it holds. Each machine asks for something else of a memory: to add
 * and subtract ({@link #brackets}), to write rarely ({@link #latch}), to erase ({@link #counter}).
 */
public final class MachineTask implements SequenceTask {
  /** The state after a symbol; below 0 where the symbol cannot come in this state. */
  @FunctionalInterface
  private interface Machine {
    int next(int state, char symbol);
  }

  private static final int DEEPEST = 7;
  private static final String LETTERS = "abcd";

  private final String urn;
  private final Vocabulary vocabulary;
  private final int classes;
  private final int steps;
  private final Machine machine;
  private final IntUnaryOperator answer;

  /** The symbols are drawn from the urn, in which a common one lies several times. */
  private MachineTask(
      String urn, int classes, int steps, Machine machine, IntUnaryOperator answer) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected at least 1, got " + steps);
    }
    this.urn = urn;
    this.vocabulary = Vocabulary.of(urn);
    this.classes = classes;
    this.steps = steps;
    this.machine = machine;
    this.answer = answer;
  }

  /** How many brackets are open, 0 to 7: ( adds one, ) takes one away, dots do nothing. */
  public static MachineTask brackets(int steps) {
    return new MachineTask(
        "((()))..",
        DEEPEST + 1,
        steps,
        (depth, symbol) -> atMost(DEEPEST, depth + (symbol == '(' ? 1 : symbol == ')' ? -1 : 0)),
        depth -> depth);
  }

  /**
   * Which of a, b, c, d came right behind the last exclamation mark; 0 if none has yet, then 1 to
   * 4. All the other letters mean nothing.
   */
  public static MachineTask latch(int steps) {
    return new MachineTask(
        LETTERS.repeat(2) + "!!", LETTERS.length() + 1, steps, MachineTask::latch, s -> s / 2);
  }

  /** State 2 n: holds letter n; 2 n + 1: holds it, and the next letter will take its place. */
  private static int latch(int state, char symbol) {
    boolean marked = state % 2 == 1;
    if (symbol == '!') {
      return marked ? -1 : state + 1;
    }
    return marked ? 2 * (1 + LETTERS.indexOf(symbol)) : state;
  }

  /** How many ticks there were since the last reset, 0 to 7: x is a tick, R a reset. */
  public static MachineTask counter(int steps) {
    return new MachineTask(
        "xxxxxR....",
        DEEPEST + 1,
        steps,
        (ticks, symbol) -> symbol == 'R' ? 0 : atMost(DEEPEST, ticks + (symbol == 'x' ? 1 : 0)),
        ticks -> ticks);
  }

  private static int atMost(int limit, int value) {
    return value > limit ? -1 : value;
  }

  /** The same machine over sequences of another length. */
  public MachineTask withSteps(int steps) {
    return new MachineTask(urn, classes, steps, machine, answer);
  }

  @Override
  public int symbols() {
    return vocabulary.size();
  }

  @Override
  public int classes() {
    return classes;
  }

  /** Its symbols as characters. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * What is to be said after each character.
   *
   * @throws IllegalArgumentException if a character is unknown or cannot come where it stands
   */
  public int[] answers(String text) {
    int[] answers = new int[text.length()];
    int state = 0;
    for (int t = 0; t < answers.length; t++) {
      char symbol = text.charAt(t);
      state = vocabulary.contains(symbol) ? machine.next(state, symbol) : -1;
      if (state < 0) {
        throw new IllegalArgumentException(
            "text: '%c' at position %d cannot come there".formatted(symbol, t));
      }
      answers[t] = answer.applyAsInt(state);
    }
    return answers;
  }

  /** A random sequence. */
  public String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int state = 0;
    while (text.length() < steps) {
      char symbol = urn.charAt(random.nextInt(urn.length()));
      int next = machine.next(state, symbol);
      if (next >= 0) {
        text.append(symbol);
        state = next;
      }
    }
    return text.toString();
  }

  @Override
  public Examples batch(RandomGenerator random, int count) {
    List<String> texts = java.util.stream.Stream.generate(() -> text(random)).limit(count).toList();
    return Examples.ofSequences(
        texts.stream().map(vocabulary::encode).toList(),
        texts.stream().map(this::answers).toList());
  }

  /** New sequences, which are hardly ever met twice. */
  @Override
  public List<Examples> heldOut(RandomGenerator random, int count) {
    return List.of(batch(random, count));
  }
}
