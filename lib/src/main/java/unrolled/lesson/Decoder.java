package unrolled.lesson;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.nn.LayerShape;
import unrolled.nn.Linear;
import unrolled.nn.Module;
import unrolled.nn.SequenceLayer;

/**
 * Writes a sequence from a state. Each step reads the symbol before it: the right one while it
 * learns (teacher forcing), its own while it writes. The first step reads symbol 0.
 */
final class Decoder extends Module {
  private final SequenceLayer layer;
  private final Linear head;

  Decoder(CellKind kind, int symbols, int hiddenSize, RandomGenerator random) {
    layer =
        child(
            "layer",
            SequenceClassifier.layer(
                kind, LayerShape.of(symbols, hiddenSize), DataType.FLOAT, random));
    head = child("head", new Linear(hiddenSize, symbols, DataType.FLOAT, random));
  }

  /** Logits [T, B, C] of the targets [T][B], each step given the right symbol before it. */
  Tensor logits(List<Tensor> state, int[][] targets) {
    int[][] before = new int[targets.length][];
    before[0] = new int[targets[0].length];
    System.arraycopy(targets, 0, before, 1, targets.length - 1);
    return head.forward(layer.forwardOneHot(before, state).sequence());
  }

  /** Writes the likeliest symbol at each step: [T][B]. */
  int[][] write(List<Tensor> state, int steps) {
    return NoGradient.run(
        () -> {
          int[][] written = new int[steps][];
          List<Tensor> now = state;
          int[] last = new int[(int) state.get(0).size(1)];
          for (int t = 0; t < steps; t++) {
            SequenceLayer.Output output = layer.forwardOneHot(new int[][] {last}, now);
            written[t] = Answers.likeliest(head.forward(output.sequence()))[0];
            last = Arrays.copyOf(written[t], written[t].length);
            now = output.state();
          }
          return written;
        });
  }
}
