package unrolled.lesson;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Does a machine run too slowly (0), as it should (1), or too fast (2)? A sensor on its housing
 * gives 32 samples of 4 bits each: a sine of some strength and phase, and noise. Any one sample
 * says nothing, nor does how often each value came: it is the time between them that counts.
 *
 * @param answers K, after how many of the last samples the answer is asked for
 */
public record VibrationTask(int answers) implements SequenceTask {
  /** T. */
  public static final int STEPS = 32;

  private static final int LEVELS = 16;

  /** Samples a turn: about 13, 9 and 6. */
  private static final double[] PERIODS = {13, 9, 6.2};

  private static final double JITTER = 0.1;
  private static final double NOISE = 0.25;

  public VibrationTask {
    if (answers < 1 || answers > STEPS) {
      throw new IllegalArgumentException("answers: expected 1 to " + STEPS + ", got " + answers);
    }
  }

  @Override
  public int symbols() {
    return LEVELS;
  }

  @Override
  public int classes() {
    return PERIODS.length;
  }

  @Override
  public Examples batch(RandomGenerator random, int count) {
    int[][] inputs = new int[STEPS][count];
    int[][] targets = new int[answers][count];
    for (int b = 0; b < count; b++) {
      int speed = random.nextInt(PERIODS.length);
      for (int[] row : targets) {
        row[b] = speed;
      }
      double period = PERIODS[speed] * (1 + JITTER * (2 * random.nextDouble() - 1));
      double strength = 0.4 + 0.5 * random.nextDouble();
      double phase = random.nextDouble();
      for (int t = 0; t < STEPS; t++) {
        double turn = 2 * Math.PI * (t / period + phase);
        inputs[t][b] = sample(strength * Math.sin(turn) + NOISE * random.nextGaussian());
      }
    }
    return new Examples(inputs, targets);
  }

  /** From -1.3 to 1.3 in 16 steps; what is beyond is cut off. */
  private static int sample(double signal) {
    return (int) Math.max(0, Math.min(LEVELS - 1, Math.round((signal / 1.3 + 1) * 7.5)));
  }

  /** New signals, which are hardly ever met twice. */
  @Override
  public List<Examples> heldOut(RandomGenerator random, int count) {
    return List.of(batch(random, count));
  }

  /**
   * The engineer's answer without a network: smooth the signal over three samples, count how often
   * it crosses the middle, and say what was commonest at that count.
   */
  public static double byCrossings(Examples known, Examples fresh) {
    int[][] seen = new int[STEPS][PERIODS.length];
    for (int b = 0; b < known.batch(); b++) {
      seen[crossings(known.input(b))][known.target(b)[0]]++;
    }
    return Answers.accuracy(
        e -> {
          int[][] answers = new int[e.targets().length][e.batch()];
          for (int b = 0; b < e.batch(); b++) {
            int answer = commonest(seen[crossings(e.input(b))]);
            for (int[] row : answers) {
              row[b] = answer;
            }
          }
          return answers;
        },
        List.of(fresh));
  }

  private static int commonest(int... counts) {
    int best = 0;
    for (int c = 1; c < counts.length; c++) {
      best = counts[c] > counts[best] ? c : best;
    }
    return best;
  }

  private static int crossings(int... samples) {
    int crossings = 0;
    boolean last = false;
    for (int t = 2; t < samples.length; t++) {
      boolean above = samples[t] + samples[t - 1] + samples[t - 2] > 3 * (LEVELS - 1) / 2.0;
      crossings += t > 2 && above != last ? 1 : 0;
      last = above;
    }
    return crossings;
  }
}
