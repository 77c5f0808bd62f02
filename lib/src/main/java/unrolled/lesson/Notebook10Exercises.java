package unrolled.lesson;

import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.reference.Difference;
import unrolled.train.CharLanguageModel;
import unrolled.train.Evaluation;

/** The checks of the exercises of notebook 10. */
public final class Notebook10Exercises {
  private static final int TRIES = 5;

  private Notebook10Exercises() {}

  /** A cell's next memory where one gate decides both what is kept and what is written. */
  @FunctionalInterface
  public interface CoupledMemory {
    /** f, g and c, each [B, H], give c' [B, H]. */
    Tensor next(Tensor f, Tensor g, Tensor c);
  }

  /** The bias of a forget gate without weights that halves a memory in 100 steps. */
  public static Verdict halfLife(double bias) {
    if (Double.isNaN(bias)) {
      return Verdict.notYet("there is no answer yet");
    }
    double left = Math.pow(1 / (1 + Math.exp(-bias)), 100);
    return Math.abs(left - 0.5) < 0.005
        ? Verdict.right("after 100 steps %.3f of the memory is left".formatted(left))
        : Verdict.notYet(
            "after 100 steps %.3f of the memory is left; first find the f with f^100 = 1/2"
                .formatted(left));
  }

  /** The coupled gates of Greff et al. (2017): what is forgotten makes room for what is written. */
  public static Verdict coupled(CoupledMemory answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            Tensor f = Tensor.uniform(random, 0, 1, DataType.DOUBLE, 2, 3);
            Tensor g = Tensor.uniform(random, -1, 1, DataType.DOUBLE, 2, 3);
            Tensor c = Tensor.uniform(random, -2, 2, DataType.DOUBLE, 2, 3);
            Tensor given = answer.next(f, g, c);
            if (given == null) {
              return Verdict.notYet("there is no answer yet");
            }
            if (Difference.max(given, f.mul(c).add(f.mul(g).neg().add(g))) > 1e-9) {
              return Verdict.notYet(coupledHint(given, f, g, c));
            }
          }
          return Verdict.right("one gate does the work of two");
        });
  }

  private static String coupledHint(Tensor given, Tensor f, Tensor g, Tensor c) {
    if (Difference.max(given, f.mul(c).add(f.mul(g))) < 1e-9) {
      return "where f is 1 everything is kept and everything is written as well";
    }
    if (Difference.max(given, f.mul(g).add(c.sub(f.mul(c)))) < 1e-9) {
      return "f and 1 - f have changed places: f near 1 should keep the memory";
    }
    return "try f = 1 everywhere, then f = 0: what should the memory be?";
  }

  /** The loss of a text in nats per character, from the model's logits. */
  public static Verdict lossByHand(CharLanguageModel model, ToDoubleFunction<String> answer) {
    return Verdict.of(
        () -> {
          Random random = new Random();
          for (int n = 0; n < TRIES; n++) {
            String text = randomText(model, random, 20 + random.nextInt(20));
            double expected = Evaluation.of(model, model.vocabulary().encode(text)).loss();
            double given = answer.applyAsDouble(text);
            if (Double.isNaN(given)) {
              return Verdict.notYet("there is no answer yet");
            }
            if (!(Math.abs(given - expected) < 1e-3 * expected)) {
              return Verdict.notYet(lossHint(given, expected, text.length()));
            }
          }
          return Verdict.right(TRIES + " random texts agree");
        });
  }

  private static String lossHint(double given, double expected, int length) {
    String hint = "is the character after position t held against the logits of position t?";
    if (Math.abs(given - expected * (length - 1)) < 1e-2 * expected) {
      hint = "that is the sum; the loss is the mean";
    } else if (Math.abs(given - expected / Math.log(2)) < 1e-3 * expected) {
      hint = "those are bits; nats want the natural logarithm";
    } else if (Math.abs(given + expected) < 1e-3 * expected) {
      hint = "a probability is below 1, so its logarithm is negative: mind the sign";
    }
    return "expected %.4f nats per character, got %.4f; %s".formatted(expected, given, hint);
  }

  private static String randomText(CharLanguageModel model, Random random, int length) {
    int[] ids = random.ints(length, 0, model.vocabulary().size()).toArray();
    return model.vocabulary().decode(ids);
  }
}
