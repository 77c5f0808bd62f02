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
  private final boolean attends;
  private final Decoder decoder;

  /** Reads symbols below {@code inputs}, writes symbols below {@code outputs}. */
  public EncoderDecoder(
      CellKind kind, int inputs, int hiddenSize, int outputs, RandomGenerator random) {
    this(kind, inputs, hiddenSize, outputs, false, random);
  }

  /**
   * The same with attention (Bahdanau, Cho and Bengio 2015; here as in Luong, Pham and Manning
   * 2015): each step of writing may also look at every state of the network that reads.
   */
  public static EncoderDecoder attending(
      CellKind kind, int inputs, int hiddenSize, int outputs, RandomGenerator random) {
    return new EncoderDecoder(kind, inputs, hiddenSize, outputs, true, random);
  }

  private EncoderDecoder(
      CellKind kind,
      int inputs,
      int hiddenSize,
      int outputs,
      boolean attends,
      RandomGenerator random) {
    this.attends = attends;
    encoder =
        child(
            "encoder",
            SequenceClassifier.layer(
                kind, LayerShape.of(inputs, hiddenSize), DataType.FLOAT, random));
    decoder = child("decoder", new Decoder(kind, outputs, hiddenSize, attends, random));
  }

  /** What is left of the inputs [T][B]: the states [1, B, H] after the last step. */
  public List<Tensor> encode(int[][] inputs) {
    return read(inputs).state();
  }

  private SequenceLayer.Output read(int[][] inputs) {
    return encoder.forwardOneHot(inputs, null);
  }

  /**
   * The mean cross-entropy a symbol, in nats, the right symbols given (teacher forcing).
   *
   * @param inputs [S][B]
   * @param targets [T][B]
   */
  public Tensor loss(int[][] inputs, int[][] targets) {
    SequenceLayer.Output read = read(inputs);
    Tensor logits = decoder.logits(read.state(), read.sequence(), targets);
    return Functions.softmaxCrossEntropy(logits, targets);
  }

  /** Reads the inputs [S][B] and writes the likeliest symbols [T][B], each after its own last. */
  public int[][] write(int[][] inputs, int steps) {
    SequenceLayer.Output read = NoGradient.run(() -> read(inputs));
    return decoder.write(read.state(), read.sequence(), steps);
  }

  /**
   * Where the network that writes looks, the right symbols given: [T, B, S].
   *
   * @throws IllegalStateException if it does not attend
   */
  public Tensor weights(int[][] inputs, int[][] targets) {
    if (!attends) {
      throw new IllegalStateException("weights: this model does not attend");
    }
    return NoGradient.run(
        () -> {
          SequenceLayer.Output read = read(inputs);
          return decoder.weights(read.state(), read.sequence(), targets);
        });
  }
}
