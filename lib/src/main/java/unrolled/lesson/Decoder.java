package unrolled.lesson;

import static unrolled.autograd.Functions.concat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.nn.Attention;
import unrolled.nn.LayerShape;
import unrolled.nn.Linear;
import unrolled.nn.Module;
import unrolled.nn.SequenceLayer;

/**
 * Writes a sequence from a state. Each step reads the symbol before it: the right one while it
 * learns (teacher forcing), its own while it writes. The first step reads symbol 0.
 *
 * <p>One that attends looks back before it writes (Luong, Pham and Manning 2015): with q = Wq h it
 * takes a mean of the states that the reader went through, and its head sees [h, mean]. Both sides
 * are told their places.
 */
final class Decoder extends Module {
  private final SequenceLayer layer;
  private final Linear query; // null for one that does not attend
  private final Linear head;

  Decoder(CellKind kind, int symbols, int hiddenSize, boolean attends, RandomGenerator random) {
    layer =
        child(
            "layer",
            SequenceClassifier.layer(
                kind, LayerShape.of(symbols, hiddenSize), DataType.FLOAT, random));
    query =
        attends
            ? child("query", Linear.withoutBias(hiddenSize, hiddenSize, DataType.FLOAT, random))
            : null;
    int seen = attends ? 2 * hiddenSize : hiddenSize;
    head = child("head", new Linear(seen, symbols, DataType.FLOAT, random));
  }

  /**
   * Logits [T, B, C] of the targets [T][B], each step given the right symbol before it.
   *
   * @param read what the reader went through [S, B, H]; null for a decoder that does not attend
   */
  Tensor logits(List<Tensor> state, Tensor read, int[][] targets) {
    return head.forward(seen(states(state, targets), 0, read));
  }

  private Tensor states(List<Tensor> state, int[][] targets) {
    int[][] before = new int[targets.length][];
    before[0] = new int[targets[0].length];
    System.arraycopy(targets, 0, before, 1, targets.length - 1);
    return layer.forwardOneHot(before, state).sequence();
  }

  /** What the head sees of the states h [T, B, H] of the places from, from + 1, ... */
  private Tensor seen(Tensor h, int from, Tensor read) {
    return query == null ? h : concat(h, Attention.of(queries(h, from), keys(read), read));
  }

  /** Scores are not scaled down by √H here, as those of {@link Attention} are. */
  private Tensor queries(Tensor h, int from) {
    return query.forward(Places.added(h, from)).mul(Math.sqrt(query.outputSize()));
  }

  private static Tensor keys(Tensor read) {
    return Places.added(read, 0);
  }

  /** How much each step of writing the targets looks at each step of reading: [T, B, S]. */
  Tensor weights(List<Tensor> state, Tensor read, int[][] targets) {
    return Attention.weights(queries(states(state, targets), 0), keys(read));
  }

  /** Writes the likeliest symbol at each step: [T][B]. */
  int[][] write(List<Tensor> state, Tensor read, int steps) {
    return NoGradient.run(
        () -> {
          int[][] written = new int[steps][];
          List<Tensor> now = state;
          int[] last = new int[(int) state.get(0).size(1)];
          for (int t = 0; t < steps; t++) {
            SequenceLayer.Output output = layer.forwardOneHot(new int[][] {last}, now);
            written[t] = Answers.likeliest(head.forward(seen(output.sequence(), t, read)))[0];
            last = Arrays.copyOf(written[t], written[t].length);
            now = output.state();
          }
          return written;
        });
  }
}
