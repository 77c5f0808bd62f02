package unrolled.train;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.DropoutMask;
import unrolled.compute.Team;
import unrolled.nn.Dropout;
import unrolled.nn.GRU;
import unrolled.nn.GRUCell;
import unrolled.nn.LSTM;
import unrolled.nn.LayerShape;
import unrolled.nn.Linear;
import unrolled.nn.LinearCrossEntropy;
import unrolled.nn.Module;
import unrolled.nn.RNN;
import unrolled.nn.SequenceLayer;
import unrolled.text.Vocabulary;

/**
 * Guesses the next character: one-hot vectors or an embedding, recurrent layers, dropout, a linear
 * map to V logits. Nothing is dropped under {@link NoGradient}.
 *
 * <p>T steps, B streams, V characters in the vocabulary, H the hidden size. The state is that of
 * the recurrent layers, [layers, B, H]: h and, for an LSTM, c; null stands for the zero state.
 */
public final class CharLanguageModel extends Module {
  /** Scores for the next character, [T, B, V], and the state after the last step. */
  public record Prediction(Tensor logits, List<Tensor> state) {}

  /** The mean loss in nats per character, a scalar, and the state after the last step. */
  public record Loss(Tensor mean, List<Tensor> state) {}

  private final ModelShape shape;
  private final Vocabulary vocabulary;
  private final DataType type;
  private final RandomGenerator random;
  private final Tensor embedding;
  private final SequenceLayer rnn;
  private final Linear head;
  private final LinearCrossEntropy loss;

  /** A new model in single precision; random draws its weights, then what dropout drops. */
  public CharLanguageModel(ModelShape shape, Vocabulary vocabulary, RandomGenerator random) {
    this(shape, vocabulary, DataType.FLOAT, random);
  }

  /** A new model; random draws its weights, then what dropout drops. */
  public CharLanguageModel(
      ModelShape shape, Vocabulary vocabulary, DataType type, RandomGenerator random) {
    this.shape = Objects.requireNonNull(shape, "shape");
    this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
    this.type = Objects.requireNonNull(type, "type");
    this.random = Objects.requireNonNull(random, "random");
    this.embedding =
        shape.embedding() == 0
            ? null
            : parameter("embedding.weight", newEmbedding(shape, vocabulary, type, random));
    this.rnn = child("rnn", newLayers(shape, vocabulary, type, random));
    this.head = child("head", new Linear(shape.hidden(), vocabulary.size(), type, random));
    this.loss = new LinearCrossEntropy(head);
  }

  private static Tensor newEmbedding(
      ModelShape shape, Vocabulary vocabulary, DataType type, RandomGenerator random) {
    double bound = Math.sqrt(3); // of variance 1, as a one-hot vector has length 1
    return Tensor.parameter(
        Tensor.uniform(random, -bound, bound, type, vocabulary.size(), shape.embedding()));
  }

  private static SequenceLayer newLayers(
      ModelShape shape, Vocabulary vocabulary, DataType type, RandomGenerator random) {
    int inputs = shape.embedding() == 0 ? vocabulary.size() : shape.embedding();
    LayerShape layers =
        LayerShape.of(inputs, shape.hidden())
            .withLayers(shape.layers())
            .withDropout(shape.dropout())
            .withRecurrentDropout(shape.recurrentDropout());
    return switch (shape.cell()) {
      case RNN -> new RNN(layers, type, random);
      case LSTM -> new LSTM(layers, type, random);
      case GRU_RESET_BEFORE -> new GRU(layers, GRUCell.Reset.BEFORE_PRODUCT, type, random);
      case GRU_RESET_AFTER -> new GRU(layers, GRUCell.Reset.AFTER_PRODUCT, type, random);
    };
  }

  /** What comes next, after each of the characters ids [T][B]. */
  public Prediction forward(int[][] ids, List<Tensor> state) {
    SequenceLayer.Output out = read(ids, state);
    Tensor h = out.sequence();
    boolean dropping = shape.dropout() > 0 && !NoGradient.active();
    Tensor kept = dropping ? Dropout.apply(h, shape.dropout(), random) : h;
    return new Prediction(head.forward(kept), out.state());
  }

  /** How well the targets [T][B] were guessed after the characters ids [T][B]. */
  public Loss loss(int[][] ids, int[][] targets, List<Tensor> state) {
    SequenceLayer.Output out = read(ids, state);
    boolean dropping = shape.dropout() > 0 && !NoGradient.active();
    DropoutMask mask = dropping ? DropoutMask.of(shape.dropout(), random.nextLong()) : null;
    return new Loss(loss.mean(out.sequence(), targets, mask), out.state());
  }

  /** The hidden states [T, B, H] after each of the characters ids [T][B], and the last state. */
  public SequenceLayer.Output read(int[][] ids, List<Tensor> state) {
    if (embedding == null) {
      return rnn.forwardOneHot(ids, state);
    }
    Tensor vectors = Functions.gather(embedding, ids);
    return state == null ? rnn.forward(vectors) : rnn.forward(vectors, state);
  }

  /** Lets a team compute; the results do not depend on its size. The caller closes the team. */
  public void computeWith(Team team) {
    rnn.computeWith(team);
    loss.computeWith(team);
  }

  public ModelShape shape() {
    return shape;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public DataType dataType() {
    return type;
  }

  /** [V, E], or null where characters are one-hot vectors. */
  public Tensor embedding() {
    return embedding;
  }

  /** The recurrent layers: an RNN, LSTM or GRU. */
  public SequenceLayer rnn() {
    return rnn;
  }

  /** The map from a hidden state to logits: weight [V, H], bias [V]. */
  public Linear head() {
    return head;
  }
}
