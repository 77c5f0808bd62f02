package unrolled.lesson;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.nn.GRU;
import unrolled.nn.GRUCell;
import unrolled.nn.LSTM;
import unrolled.nn.LayerShape;
import unrolled.nn.Linear;
import unrolled.nn.RNN;
import unrolled.nn.SequenceLayer;

/** One-hot symbols, a recurrent layer, and a linear head on its hidden states. */
public final class SequenceClassifier extends SequenceModel {
  private final SequenceLayer layer;
  private final Linear head;

  /** With a layer of one direction and float numbers. */
  public SequenceClassifier(
      CellKind kind, int symbols, int hiddenSize, int classes, RandomGenerator random) {
    this(layer(kind, LayerShape.of(symbols, hiddenSize), DataType.FLOAT, random), classes, random);
  }

  /** On a layer of any kind; it reads one-hot symbols. */
  public SequenceClassifier(SequenceLayer layer, int classes, RandomGenerator random) {
    this.layer = child("layer", layer);
    int width = layer.hiddenSize() * (layer.bidirectional() ? 2 : 1);
    this.head = child("head", new Linear(width, classes, layer.dataType(), random));
  }

  /** A new layer of the kind that is asked for; GRU is the lecture's, reset before the product. */
  public static SequenceLayer layer(
      CellKind kind, LayerShape shape, DataType type, RandomGenerator random) {
    return switch (kind) {
      case RNN -> new RNN(shape, type, random);
      case LSTM -> new LSTM(shape, type, random);
      case GRU_RESET_BEFORE -> new GRU(shape, GRUCell.Reset.BEFORE_PRODUCT, type, random);
      case GRU_RESET_AFTER -> new GRU(shape, GRUCell.Reset.AFTER_PRODUCT, type, random);
    };
  }

  @Override
  public Tensor logits(int[][] inputs, int answers) {
    Tensor sequence = layer.forwardOneHot(inputs, null).sequence();
    return head.forward(sequence.slice(0, inputs.length - answers, inputs.length));
  }

  public SequenceLayer layer() {
    return layer;
  }

  public Linear head() {
    return head;
  }
}
