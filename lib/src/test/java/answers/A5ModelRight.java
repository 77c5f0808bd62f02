package answers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.grade.A5;
import unrolled.text.Corpus;
import unrolled.train.Budget;
import unrolled.train.CharLanguageModel;
import unrolled.train.ModelShape;
import unrolled.train.Recipe;
import unrolled.train.Trainer;

/** Right answers to assignment 5's tasks with models. */
public final class A5ModelRight {
  private A5ModelRight() {}

  public static List<A5.Stream> streams() {
    return List.of(
        Reader::new,
        model -> {
          Map<String, List<Tensor>> kept = new HashMap<>();
          return id -> {
            var next = NoGradient.run(() -> model.forward(new int[][] {{id}}, kept.get("state")));
            kept.put("state", next.state());
            return A5Right.probabilities(next.logits().toDoubles(), 1);
          };
        });
  }

  private static final class Reader implements IntFunction<double[]> {
    private final CharLanguageModel model;
    private List<Tensor> state;

    Reader(CharLanguageModel model) {
      this.model = model;
    }

    @Override
    public double[] apply(int id) {
      CharLanguageModel.Prediction next = model.forward(new int[][] {{id}}, state);
      state = next.state().stream().map(Tensor::detach).toList();
      return A5Right.probabilities(next.logits().toDoubles(), 1);
    }
  }

  public static List<A5.Training> trainings() {
    return List.of(A5ModelRight::trained);
  }

  private static CharLanguageModel trained(Corpus corpus) {
    Recipe recipe =
        Recipe.of(Budget.steps(250))
            .withBatch(32)
            .withStepsPerChunk(48)
            .withWarmUp(20)
            .withRate(1e-2)
            .withEvaluations(2)
            .withThreads(1);
    ModelShape shape = ModelShape.of(CellKind.GRU_RESET_BEFORE, 64);
    CharLanguageModel model = Trainer.newModel(shape, corpus.vocabulary(), recipe);
    new Trainer(model, corpus, recipe).run();
    return model;
  }
}
