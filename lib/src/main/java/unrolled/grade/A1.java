package unrolled.grade;

import unrolled.autograd.Tensor;
import unrolled.nn.Linear;

/**
 * The checks of assignment 1, an RNN by hand. B batch, D input size, H hidden size, K outputs, T
 * steps; w [H, D] has no bias, u [H, H] has one.
 */
public final class A1 {
  private A1() {}

  /** One step: x [B, D], h [B, H]. */
  @FunctionalInterface
  public interface Step {
    Object step(Linear w, Linear u, Tensor x, Tensor h);
  }

  /** All hidden states [T, B, H] for x [T, B, D], from the zero state. */
  @FunctionalInterface
  public interface Unroll {
    Object unroll(Linear w, Linear u, Tensor x);
  }

  /** x [T, B, D] to one output [B, K], or to one for each step [T, B, K]. */
  @FunctionalInterface
  public interface Reader {
    Object read(Linear w, Linear u, Linear head, Tensor x);
  }

  /** x [B, D], seen at the first step, to outputs [steps, B, K]. */
  @FunctionalInterface
  public interface Writer {
    Object write(Linear w, Linear u, Linear head, Tensor x, int steps);
  }

  /** The cells of an encoder and a decoder: both have H units. */
  public record Pair(Linear w, Linear u, Linear decoderW, Linear decoderU, Linear head) {}

  /** x [T, B, D], read by the encoder, to outputs [steps, B, K] of the decoder. */
  @FunctionalInterface
  public interface Translator {
    Object translate(Pair pair, Tensor x, int steps);
  }

  /** How many numbers a cell with D inputs and H units learns. */
  @FunctionalInterface
  public interface Count {
    long count(int inputs, int hidden);
  }

  public static void step(Step answer) {
    A1Cell.step(answer).grade();
  }

  public static void unroll(Unroll answer) {
    A1Cell.unroll(answer).grade();
  }

  public static void count(Count answer) {
    A1Cell.count(answer).grade();
  }

  public static void manyToOne(Reader answer) {
    A1Shapes.manyToOne(answer).grade();
  }

  public static void manyToMany(Reader answer) {
    A1Shapes.manyToMany(answer).grade();
  }

  public static void oneToMany(Writer answer) {
    A1Shapes.oneToMany(answer).grade();
  }

  public static void encoderDecoder(Translator answer) {
    A1Shapes.encoderDecoder(answer).grade();
  }
}
