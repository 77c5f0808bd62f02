package unrolled.lesson;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.nn.LayerShape;
import unrolled.nn.Module;
import unrolled.nn.SequenceLayer;

/**
 * Sequence to sequence (Sutskever, Vinyals and Le 2014): one network reads, and its last state, one
 * vector of fixed size, is all that the network that writes gets to know.
 */
public final class EncoderDecoder extends Module {
  private final SequenceLayer encoder;
  private final Decoder decoder;

  /** Reads symbols below {@code inputs}, writes symbols below {@code outputs}. */
  public EncoderDecoder(
      CellKind kind, int inputs, int hiddenSize, int outputs, RandomGenerator random) {
    encoder =
        child(
            "encoder",
            SequenceClassifier.layer(
                kind, LayerShape.of(inputs, hiddenSize), DataType.FLOAT, random));
    decoder = child("decoder", new Decoder(kind, outputs, hiddenSize, random));
  }

  /** What is left of the inputs [T][B]: the states [1, B, H] after the last step. */
  public List<Tensor> encode(int[][] inputs) {
    return encoder.forwardOneHot(inputs, null).state();
  }

  /**
   * The mean cross-entropy a symbol, in nats, the right symbols given (teacher forcing).
   *
   * @param inputs [S][B]
   * @param targets [T][B]
   */
  public Tensor loss(int[][] inputs, int[][] targets) {
    return Functions.softmaxCrossEntropy(decoder.logits(encode(inputs), targets), targets);
  }

  /** Reads the inputs [S][B] and writes the likeliest symbols [T][B], each after its own last. */
  public int[][] write(int[][] inputs, int steps) {
    return decoder.write(NoGradient.run(() -> encode(inputs)), steps);
  }
}
