package unrolled.train;

import java.util.List;
import java.util.concurrent.CancellationException;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.autograd.Workspace;
import unrolled.text.Corpus;

/**
 * How well a model guesses a text it reads from beginning to end, its state carried along.
 *
 * @param loss the mean of -ln p(character | all before it), in nats
 * @param characters how many were guessed
 */
public record Evaluation(double loss, long characters) {
  private static final int STEPS_ALONE = 1024;
  private static final int STEPS_TOGETHER = 64;

  /**
   * On the whole validation part, in one stream: every one of its characters is guessed once. The
   * first is guessed from the last character of the training part, read in the zero state.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public static Evaluation of(CharLanguageModel model, Corpus corpus) {
    return of(model, validation(corpus));
  }

  /**
   * On a text of n characters, in one stream from the zero state: all but the first are guessed.
   *
   * @param ids at least 2
   * @throws CancellationException if the thread is interrupted
   */
  public static Evaluation of(CharLanguageModel model, int[] ids) {
    Checks.atLeast("ids, length", 2, ids.length);
    Walk walk = new Walk(model, ids, new int[1]);
    walk.read(ids.length - 1, STEPS_ALONE, true);
    return walk.evaluation();
  }

  /**
   * On the same characters, many times faster and nearly the same figure: the text is cut into
   * streams that are read side by side. Each stream first reads the {@code warmUp} characters
   * before its part from the zero state without guessing; so every character is guessed once, with
   * at least {@code warmUp} characters behind it, but not all of them. The first {@code warmUp}
   * characters, and those that do not fill a row of streams, are read in one stream.
   *
   * @param ids at least {@code warmUp + streams + 1} characters
   * @throws CancellationException if the thread is interrupted
   */
  public static Evaluation parallel(CharLanguageModel model, int[] ids, int streams, int warmUp) {
    Checks.atLeast("streams", 1, streams);
    Checks.atLeast("warmUp", 0, warmUp);
    Checks.atLeast("ids, length", (long) warmUp + streams + 1, ids.length);
    int length = (ids.length - 1 - warmUp) / streams;
    int alone = ids.length - 1 - length * streams;
    int[] starts = new int[streams];
    for (int s = 0; s < streams; s++) {
      starts[s] = alone + s * length - warmUp;
    }
    Walk first = new Walk(model, ids, new int[1]);
    first.read(alone, STEPS_ALONE, true);
    Walk together = new Walk(model, ids, starts);
    together.read(warmUp, STEPS_TOGETHER, false);
    together.read(length, STEPS_TOGETHER, true);
    return first.evaluation().and(together.evaluation());
  }

  /** The last character of the training part, then the validation part. */
  static int[] validation(Corpus corpus) {
    int[] training = corpus.training();
    int[] validation = corpus.validation();
    int[] ids = new int[validation.length + 1];
    ids[0] = training[training.length - 1];
    System.arraycopy(validation, 0, ids, 1, validation.length);
    return ids;
  }

  /** The loss in bits per character. */
  public double bitsPerCharacter() {
    return loss / Math.log(2);
  }

  /** exp(loss): among how many equally likely characters the model chooses, as it were. */
  public double perplexity() {
    return Math.exp(loss);
  }

  private Evaluation and(Evaluation other) {
    long all = characters + other.characters;
    double sum = other.characters == 0 ? 0 : other.loss * other.characters;
    return new Evaluation(((characters == 0 ? 0 : loss * characters) + sum) / all, all);
  }

  /** Streams that read on side by side. */
  private static final class Walk {
    private final CharLanguageModel model;
    private final int[] ids;
    private final int[] positions;
    private final Workspace workspace = new Workspace();
    private List<Tensor> state;
    private double sum;
    private long guessed;

    Walk(CharLanguageModel model, int[] ids, int[] positions) {
      this.model = model;
      this.ids = ids;
      this.positions = positions;
    }

    /** Each stream reads that many characters, at most {@code steps} at a time. */
    void read(int characters, int steps, boolean guess) {
      for (int done = 0; done < characters; done += steps) {
        if (Thread.interrupted()) {
          throw new CancellationException("the evaluation was interrupted");
        }
        int length = Math.min(steps, characters - done);
        workspace.run(() -> NoGradient.run(() -> chunk(length, guess)));
      }
    }

    private void chunk(int length, boolean guess) {
      int[][] inputs = rows(length, 0);
      if (guess) {
        CharLanguageModel.Loss loss = model.loss(inputs, rows(length, 1), state);
        state = loss.state();
        int count = length * positions.length;
        sum += loss.mean().item() * count;
        guessed += count;
      } else {
        state = model.read(inputs, state).state();
      }
      for (int s = 0; s < positions.length; s++) {
        positions[s] += length;
      }
    }

    private int[][] rows(int length, int shift) {
      int[][] rows = new int[length][positions.length];
      for (int t = 0; t < length; t++) {
        for (int s = 0; s < positions.length; s++) {
          rows[t][s] = ids[positions[s] + t + shift];
        }
      }
      return rows;
    }

    Evaluation evaluation() {
      return new Evaluation(sum / guessed, guessed);
    }
  }
}
