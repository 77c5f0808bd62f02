package unrolled.lesson;

import static unrolled.autograd.Functions.gather;
import static unrolled.autograd.Functions.tanh;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.Linear;

/**
 * An MLP over one-hot pairs (position, token): y = V tanh(W x + b) + c with x of size P * D for P
 * positions and D tokens. Since x has one 1 for each position, W x is a sum of columns of W, one
 * for each token where it stands, and is computed so.
 */
public final class PositionMlp extends SequenceModel {
  private final int positions;
  private final int symbols;
  private final Tensor columns;
  private final Tensor bias;
  private final Linear head;

  /** For sentences of at most {@code positions} tokens. */
  public PositionMlp(
      int positions, int symbols, int hiddenSize, int classes, RandomGenerator random) {
    this.positions = positions;
    this.symbols = symbols;
    double bound = 1 / Math.sqrt(positions); // as many inputs as positions are 1 at a time
    Tensor start =
        Tensor.uniform(
            random, -bound, bound, DataType.FLOAT, (long) positions * symbols, hiddenSize);
    columns = parameter("input.columns", Tensor.parameter(start));
    bias = parameter("input.bias", Tensor.parameter(Tensor.zeros(DataType.FLOAT, hiddenSize)));
    head = child("head", new Linear(hiddenSize, classes, DataType.FLOAT, random));
  }

  /** One answer for a whole sentence: answers must be 1. */
  @Override
  public Tensor logits(int[][] inputs, int answers) {
    if (answers != 1) {
      throw new IllegalArgumentException("answers: expected 1, got " + answers);
    }
    if (inputs.length > positions) {
      throw new IllegalArgumentException(
          "inputs: expected at most " + positions + " positions, got " + inputs.length);
    }
    int[][] pairs = new int[inputs.length][inputs[0].length];
    for (int t = 0; t < inputs.length; t++) {
      for (int b = 0; b < inputs[t].length; b++) {
        pairs[t][b] = t * symbols + inputs[t][b];
      }
    }
    Tensor hidden = tanh(gather(columns, pairs).sum(0).add(bias));
    return head.forward(hidden).reshape(1, inputs[0].length, head.outputSize());
  }
}
