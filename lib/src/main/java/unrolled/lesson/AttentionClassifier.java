package unrolled.lesson;

import static unrolled.autograd.Functions.relu;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.nn.CausalAttention;
import unrolled.nn.Linear;

/**
 * A small causal-attention model of one block: what a Transformer is made of, without normalisation
 * and with one head. It has no recurrence; that a symbol came earlier is seen by its place p(t), a
 * vector of sines and cosines.
 *
 * <pre>
 * x[t] = E[id] + p(t)        y = x + attention(x)        z = y + W2 relu(W1 y + b1) + b2
 * </pre>
 */
public final class AttentionClassifier extends SequenceModel {
  private final Tensor embedding;
  private final CausalAttention attention;
  private final Linear widen;
  private final Linear narrow;
  private final Linear head;

  /**
   * A new model in single precision.
   *
   * @param size D, of the vectors between the parts
   */
  public AttentionClassifier(int symbols, int size, int classes, RandomGenerator random) {
    this(symbols, size, classes, DataType.FLOAT, random);
  }

  AttentionClassifier(int symbols, int size, int classes, DataType type, RandomGenerator random) {
    double bound = Math.sqrt(3); // of variance 1
    Tensor start = Tensor.uniform(random, -bound, bound, type, symbols, size);
    embedding = parameter("embedding.weight", Tensor.parameter(start));
    attention = child("attention", new CausalAttention(size, type, random));
    widen = child("widen", new Linear(size, size, type, random));
    narrow = child("narrow", new Linear(size, size, type, random));
    head = child("head", new Linear(size, classes, type, random));
  }

  @Override
  public Tensor logits(int[][] inputs, int answers) {
    Tensor x = vectors(inputs);
    Tensor y = x.add(attention.forward(x)).slice(0, inputs.length - answers, inputs.length);
    return head.forward(y.add(narrow.forward(relu(widen.forward(y)))));
  }

  /** E[id] + p(t): [T, B, D]. */
  private Tensor vectors(int[][] inputs) {
    return Places.added(Functions.gather(embedding, inputs), 0);
  }

  /** How much step t looks at step s: [T, B, T]. */
  public Tensor weights(int[][] inputs) {
    return NoGradient.run(() -> attention.weights(vectors(inputs)));
  }

  /** One symbol after the other with a cache of keys and values, with the weights of now. */
  public AttentionStreamer streamer() {
    return new AttentionStreamer(this);
  }

  /** D. */
  public int size() {
    return attention.size();
  }

  /** [symbols, D]. */
  public Tensor embedding() {
    return embedding;
  }

  public CausalAttention attention() {
    return attention;
  }

  Linear widen() {
    return widen;
  }

  Linear narrow() {
    return narrow;
  }

  Linear head() {
    return head;
  }
}
