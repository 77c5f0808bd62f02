package unrolled.lesson;

import java.util.Set;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTM;
import unrolled.nn.LSTMCell;
import unrolled.nn.LayerShape;
import unrolled.nn.Linear;

/**
 * An LSTM without some of its gates: one that is missing stands open for ever, and has nothing to
 * learn. Without the forget gate it is the cell of 1997.
 *
 * <pre>without f: c' = c + i g      without i: c' = f c + g      without o: h' = tanh(c')</pre>
 */
public final class AblatedLSTM extends SequenceModel {
  /** What can be taken away. */
  public enum Gate {
    FORGET,
    INPUT,
    OUTPUT;

    private Linear of(LSTMCell cell) {
      return switch (this) {
        case FORGET -> cell.forget();
        case INPUT -> cell.input();
        case OUTPUT -> cell.output();
      };
    }
  }

  /** The logistic function of 20 is 1 - 2e-9: in float numbers, 1. */
  private static final double OPEN = 20;

  private final SequenceClassifier model;

  /** A new model on one-hot symbols. */
  public AblatedLSTM(
      Set<Gate> without, int symbols, int hiddenSize, int classes, RandomGenerator random) {
    LSTM layer = new LSTM(LayerShape.of(symbols, hiddenSize), DataType.FLOAT, random);
    LSTMCell cell = layer.cell(0, false);
    this.model = new SequenceClassifier(layer, classes, random);
    for (Gate gate : Gate.values()) {
      if (without.contains(gate)) {
        open(gate.of(cell));
      } else {
        child(gate.name().toLowerCase(java.util.Locale.ROOT), gate.of(cell));
      }
    }
    child("candidate", cell.candidate());
    child("head", model.head());
  }

  private static void open(Linear gate) {
    gate.weight().assign(Tensor.zeros(DataType.FLOAT, gate.weight().shape()));
    gate.bias().assign(Tensor.zeros(DataType.FLOAT, gate.bias().shape()).add(OPEN));
  }

  @Override
  public Tensor logits(int[][] inputs, int answers) {
    return model.logits(inputs, answers);
  }

  /** The cell, the missing gates among its own. */
  public LSTMCell cell() {
    return ((LSTM) model.layer()).cell(0, false);
  }
}
