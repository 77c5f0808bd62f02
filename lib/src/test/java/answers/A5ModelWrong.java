package answers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.grade.A5;
import unrolled.train.CharLanguageModel;
import unrolled.train.ModelShape;

/**
 * Wrong answers to assignment 5's tasks with models, by the id of the message that each must get.
 */
public final class A5ModelWrong {
  private A5ModelWrong() {}

  public static Map<String, A5.Stream> streams() {
    return Map.of(
        "state-not-carried",
            model ->
                id ->
                    A5Right.probabilities(
                        model.forward(new int[][] {{id}}, null).logits().toDoubles(), 1),
        "slows-down", A5ModelWrong::rereader,
        "logits-for-probabilities",
            model -> {
              AtomicReference<List<Tensor>> right = new AtomicReference<>();
              return id -> {
                var next = model.forward(new int[][] {{id}}, right.get());
                right.set(next.state().stream().map(Tensor::detach).toList());
                return next.logits().toDoubles();
              };
            });
  }

  public static Map<String, A5.Training> trainings() {
    return Map.of(
        "hardly-trained",
        corpus ->
            new CharLanguageModel(
                ModelShape.of(CellKind.LSTM, 16), corpus.vocabulary(), new SplittableRandom(1)));
  }

  /** Keeps all that was read, and reads it again at every call. */
  private static IntFunction<double[]> rereader(CharLanguageModel model) {
    List<int[]> read = new ArrayList<>();
    int width = model.vocabulary().size();
    return id -> {
      read.add(new int[] {id});
      int[][] all = read.toArray(int[][]::new);
      double[] logits = NoGradient.run(() -> model.forward(all, null).logits()).toDoubles();
      double[] last = Arrays.copyOfRange(logits, logits.length - width, logits.length);
      return A5Right.probabilities(last, 1);
    };
  }
}
