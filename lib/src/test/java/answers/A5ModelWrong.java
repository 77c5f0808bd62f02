package answers;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
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
}
