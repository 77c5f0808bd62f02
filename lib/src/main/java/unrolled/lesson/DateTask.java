package unrolled.lesson;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Rewriting dates: "3 march 1987" to "1987-03-03"; a sequence into another of another length. A
 * fixed fifth of the dates from 1950 to 2049 is never trained on. Inputs are filled up with blanks
 * from the left.
 */
public final class DateTask {
  /** T of the inputs: the longest date, "30 september 2026". */
  public static final int INPUT_STEPS = 17;

  /** T of the outputs. */
  public static final int OUTPUT_STEPS = 10;

  private static final Letters INPUT = new Letters("_ 0123456789abcdefghijklmnopqrstuvwxyz");
  private static final Letters OUTPUT = new Letters("_-0123456789");
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
  private static final LocalDate FIRST = LocalDate.of(1950, 1, 1);
  private static final int DAYS =
      (int) (LocalDate.of(2050, 1, 1).toEpochDay() - FIRST.toEpochDay());

  /**
   * Dates to rewrite.
   *
   * @param inputs written dates [T][B]
   * @param outputs ISO dates [10][B]
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of data, never compared
  public record Pairs(int[][] inputs, int[][] outputs) {}

  private DateTask() {}

  public static int inputSymbols() {
    return INPUT.size();
  }

  public static int outputSymbols() {
    return OUTPUT.size();
  }

  public static Pairs batch(RandomGenerator random, int count) {
    return draw(random, count, false);
  }

  public static Pairs heldOut(RandomGenerator random, int count) {
    return draw(random, count, true);
  }

  private static Pairs draw(RandomGenerator random, int count, boolean heldOut) {
    List<int[]> inputs = new ArrayList<>();
    List<int[]> outputs = new ArrayList<>();
    while (inputs.size() < count) {
      LocalDate date = FIRST.plusDays(random.nextInt(DAYS));
      if (HeldOut.contains(date.toString()) == heldOut) {
        inputs.add(encode(written(date)));
        outputs.add(OUTPUT.padRight(date.toString(), OUTPUT_STEPS));
      }
    }
    return new Pairs(Examples.stepsFirst(inputs), Examples.stepsFirst(outputs));
  }

  /** As in "3 march 1987". */
  static String written(LocalDate date) {
    return WRITTEN.format(date).toLowerCase(Locale.ENGLISH);
  }

  /** A written date as symbols [T]. */
  static int[] encode(String written) {
    return INPUT.padLeft(written, INPUT_STEPS);
  }

  /** What a model makes of a written date. */
  public static String rewrite(EncoderDecoder model, String written) {
    int[][] inputs = Examples.stepsFirst(List.of(encode(written)));
    return readOutput(Examples.column(model.write(inputs, OUTPUT_STEPS), 0));
  }

  /** What was written. */
  static String readInput(int... symbols) {
    return INPUT.decode(symbols);
  }

  /** What was answered. */
  static String readOutput(int... symbols) {
    return OUTPUT.decode(symbols);
  }
}
