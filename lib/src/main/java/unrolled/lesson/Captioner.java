package unrolled.lesson;

import static unrolled.autograd.Functions.tanh;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.nn.Linear;
import unrolled.nn.Module;

/**
 * One-to-many: a vector becomes the first state, h = c = tanh(W v + b), of a network that writes.
 */
public final class Captioner extends Module {
  private final Linear start;
  private final Decoder decoder;
  private final int states;

  /** Reads vectors of size {@code vectorSize}, writes symbols below {@code symbols}. */
  public Captioner(
      CellKind kind, int vectorSize, int hiddenSize, int symbols, RandomGenerator random) {
    start = child("start", new Linear(vectorSize, hiddenSize, DataType.FLOAT, random));
    decoder = child("decoder", new Decoder(kind, symbols, hiddenSize, false, random));
    states = kind == CellKind.LSTM ? 2 : 1;
  }

  private List<Tensor> state(float[][] vectors) {
    float[] flat = new float[vectors.length * start.inputSize()];
    for (int b = 0; b < vectors.length; b++) {
      System.arraycopy(vectors[b], 0, flat, b * start.inputSize(), start.inputSize());
    }
    Tensor h = tanh(start.forward(Tensor.of(flat, 1, vectors.length, start.inputSize())));
    return Collections.nCopies(states, h);
  }

  /**
   * The mean cross-entropy a symbol, in nats.
   *
   * @param vectors [B][vectorSize]
   * @param targets [T][B]
   */
  public Tensor loss(float[][] vectors, int[][] targets) {
    return Functions.softmaxCrossEntropy(decoder.logits(state(vectors), null, targets), targets);
  }

  /** Writes {@code steps} symbols for each vector: [T][B]. */
  public int[][] write(float[][] vectors, int steps) {
    return decoder.write(NoGradient.run(() -> state(vectors)), null, steps);
  }
}
