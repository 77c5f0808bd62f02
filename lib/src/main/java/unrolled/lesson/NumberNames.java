package unrolled.lesson;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A sequence from one vector: the number 42, given as two dials (tens and units, one-hot, [20]), is
 * to be written out as "forty-two". A fixed fifth of the numbers from 21 to 99 is never trained on,
 * so that the parts must be learned and not the list.
 */
public final class NumberNames {
  /** Letters of the longest name, and one for the end. */
  public static final int STEPS = 14;

  /** The size of the vector that stands for a number. */
  public static final int DIALS = 20;

  private static final Letters LETTERS = new Letters(".-abcdefghijklmnopqrstuvwxyz");
  private static final List<String> SMALL =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

  private NumberNames() {}

  /** How many letters there are, the end included. */
  public static int letters() {
    return LETTERS.size();
  }

  /** The English name of a number from 0 to 99. */
  public static String name(int number) {
    if (number < 0 || number > 99) {
      throw new IllegalArgumentException("number: expected 0 to 99, got " + number);
    }
    if (number < 20) {
      return SMALL.get(number);
    }
    String unit = number % 10 == 0 ? "" : "-" + SMALL.get(number % 10);
    return TENS.get(number / 10 - 2) + unit;
  }

  /** The numbers to learn from. */
  public static int[] training() {
    return IntStream.range(0, 100).filter(n -> !isHeldOut(n)).toArray();
  }

  /** The numbers that no training sees. */
  public static int[] heldOut() {
    return IntStream.range(0, 100).filter(NumberNames::isHeldOut).toArray();
  }

  /** Each unit and each ten is missing at most twice: 29, 34, 38, ... */
  private static boolean isHeldOut(int number) {
    return number > 20 && number % 10 != 0 && (number / 10 * 3 + number % 10) % 5 == 0;
  }

  /** Some numbers to learn from, each as likely as the other. */
  public static int[] batch(RandomGenerator random, int count) {
    int[] all = training();
    return IntStream.generate(() -> all[random.nextInt(all.length)]).limit(count).toArray();
  }

  /** The vectors of numbers: [B][20], tens first. */
  public static float[][] dials(int... numbers) {
    float[][] dials = new float[numbers.length][DIALS];
    for (int b = 0; b < numbers.length; b++) {
      dials[b][numbers[b] / 10] = 1;
      dials[b][10 + numbers[b] % 10] = 1;
    }
    return dials;
  }

  /** The names of numbers as letters [T][B], the end repeated up to {@link #STEPS}. */
  public static int[][] spelled(int... numbers) {
    return Examples.stepsFirst(
        IntStream.of(numbers).mapToObj(n -> LETTERS.padRight(name(n), STEPS)).toList());
  }

  /** Letters [T][B] as B names, without the ends. */
  public static List<String> read(int[][] letters) {
    return IntStream.range(0, letters[0].length)
        .mapToObj(b -> LETTERS.decode(Examples.column(letters, b)))
        .toList();
  }
}
