package unrolled.train;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import unrolled.autograd.NoGradient;

/**
 * Lets a model write: each character is drawn from softmax(logits / temperature) and read in turn.
 *
 * @param temperature 1 as the model believes, lower for safer text, 0 for the likeliest character
 * @param topK only the k likeliest characters are drawn; 0 for all
 */
public record Sampler(double temperature, int topK) {
  public Sampler {
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("temperature: expected at least 0, got " + temperature);
    }
    Checks.atLeast("topK", 0, topK);
  }

  /** All characters, at a temperature. */
  public static Sampler of(double temperature) {
    return new Sampler(temperature, 0);
  }

  /**
   * Goes on behind a prompt.
   *
   * @param prompt at least one character, all in the model's vocabulary
   * @param length how many characters to write
   * @return the new characters, without the prompt
   * @throws IllegalArgumentException at a character outside the vocabulary
   */
  public String write(CharLanguageModel model, String prompt, int length, RandomGenerator random) {
    if (prompt.isEmpty()) {
      throw new IllegalArgumentException("prompt: expected at least one character, got none");
    }
    Checks.atLeast("length", 0, length);
    int[] read = encode(model, prompt);
    return NoGradient.run(() -> model.vocabulary().decode(ids(model, read, length, random)));
  }

  private static int[] encode(CharLanguageModel model, String prompt) {
    try {
      return model.vocabulary().encode(prompt);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("prompt, " + e.getMessage(), e);
    }
  }

  private int[] ids(CharLanguageModel model, int[] prompt, int length, RandomGenerator random) {
    Reader reader = new Reader(model);
    for (int id : prompt) {
      reader.read(id);
    }
    double[] logits = new double[model.vocabulary().size()];
    int[] written = new int[length];
    for (int n = 0; n < length; n++) {
      reader.logits(logits);
      written[n] = draw(logits, random);
      reader.read(written[n]);
    }
    return written;
  }

  /**
   * One draw.
   *
   * @param logits [V]
   * @return an id; of equal logits at temperature 0, and at the edge of the top k, the first wins
   */
  public int draw(double[] logits, RandomGenerator random) {
    int best = likeliest(logits);
    if (temperature == 0) {
      return best;
    }
    double[] weights = weights(logits, best);
    double sum = Arrays.stream(weights).sum();
    double left = random.nextDouble() * sum;
    for (int v = 0; v < logits.length; v++) {
      left -= weights[v];
      if (left < 0) {
        return v;
      }
    }
    return best;
  }

  /**
   * The probability of each id to be drawn.
   *
   * @param logits [V]
   */
  public double[] probabilities(double[] logits) {
    int best = likeliest(logits);
    double[] weights = new double[logits.length];
    weights[best] = 1;
    if (temperature > 0) {
      weights = weights(logits, best);
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  private static int likeliest(double[] logits) {
    int best = 0;
    for (int v = 1; v < logits.length; v++) {
      best = logits[v] > logits[best] ? v : best;
    }
    return best;
  }

  private double[] weights(double[] logits, int best) {
    boolean[] allowed = allowed(logits);
    double[] weights = new double[logits.length];
    for (int v = 0; v < logits.length; v++) {
      weights[v] = allowed[v] ? Math.exp((logits[v] - logits[best]) / temperature) : 0;
    }
    return weights;
  }

  private boolean[] allowed(double[] logits) {
    boolean[] allowed = new boolean[logits.length];
    if (topK == 0 || topK >= logits.length) {
      Arrays.fill(allowed, true);
      return allowed;
    }
    for (int k = 0; k < topK; k++) {
      int best = -1;
      for (int v = 0; v < logits.length; v++) {
        if (!allowed[v] && (best < 0 || logits[v] > logits[best])) {
          best = v;
        }
      }
      allowed[best] = true;
    }
    return allowed;
  }
}
