package unrolled.grade;

import java.util.function.IntFunction;
import unrolled.text.Corpus;
import unrolled.train.CharLanguageModel;

/**
 * The checks of assignment 5, a character model: vocabulary, batches, temperature, a predictor for
 * streams, a training. V symbols, B streams, T steps.
 */
public final class A5 {
  private A5() {}

  /** The place of each character of a text among the symbols. */
  @FunctionalInterface
  public interface Encode {
    int[] encode(String symbols, String text);
  }

  /** The text back from the places. */
  @FunctionalInterface
  public interface Decode {
    String decode(String symbols, int[] ids);
  }

  /** Chunk number n, [T][B], of B streams that lie one after the other in ids. */
  @FunctionalInterface
  public interface Chunk {
    int[][] chunk(int[] ids, int batch, int steps, int number);
  }

  /** Probabilities [V] from logits [V] at a temperature. */
  @FunctionalInterface
  public interface Temperature {
    double[] probabilities(double[] logits, double temperature);
  }

  /**
   * A new predictor: a function that reads one character and gives the probabilities of the next.
   */
  @FunctionalInterface
  public interface Stream {
    IntFunction<double[]> open(CharLanguageModel model);
  }

  /** A model of a text, trained. */
  @FunctionalInterface
  public interface Training {
    CharLanguageModel train(Corpus corpus);
  }

  public static void encode(Encode answer) {
    A5Text.encode(answer).grade();
  }

  public static void decode(Decode answer) {
    A5Text.decode(answer).grade();
  }

  public static void chunk(Chunk answer) {
    A5Text.chunk(answer).grade();
  }

  public static void temperature(Temperature answer) {
    A5Model.temperature(answer).grade();
  }

  public static void stream(Stream answer) {
    A5Model.stream(answer).grade();
  }

  /** Better than the best model that counts two characters, on text that it has not seen. */
  public static void training(Training answer) {
    A5Model.training(answer).grade();
  }
}
