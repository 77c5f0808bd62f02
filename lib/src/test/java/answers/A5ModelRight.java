package answers;

import static unrolled.autograd.Functions.softmax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
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
        },
        model -> {
          AtomicReference<List<Tensor>> state = new AtomicReference<>();
          return id -> {
            var next = NoGradient.run(() -> model.forward(new int[][] {{id}}, state.get()));
            state.set(next.state());
            return softmax(next.logits().reshape(1, next.logits().toDoubles().length)).toDoubles();
          };
        },
        model -> {
          List<List<Tensor>> memory = new ArrayList<>();
          memory.add(null);
          return id -> {
            var next = NoGradient.run(() -> model.forward(new int[][] {{id}}, memory.get(0)));
            memory.set(0, next.state());
            return A5Right.probabilities(next.logits().toDoubles(), 1);
          };
        },
        model -> {
          Object[] state = new Object[1];
          return id -> {
            @SuppressWarnings("unchecked")
            List<Tensor> before = (List<Tensor>) state[0];
            var next = model.forward(new int[][] {{id}}, before);
            List<Tensor> after = new ArrayList<>();
            next.state().forEach(part -> after.add(part.detach()));
            state[0] = after;
            double[] e = next.logits().toDoubles();
            double sum = 0;
            for (int i = 0; i < e.length; i++) {
              e[i] = Math.exp(e[i]);
              sum += e[i];
            }
            for (int i = 0; i < e.length; i++) {
              e[i] /= sum;
            }
            return e;
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
    return List.of(
        corpus -> trained(corpus, CellKind.GRU_RESET_BEFORE, 64, 250),
        corpus -> trained(corpus, CellKind.GRU_RESET_AFTER, 64, 250),
        corpus -> trained(corpus, CellKind.LSTM, 64, 300),
        corpus -> trained(corpus, CellKind.GRU_RESET_BEFORE, 96, 200),
        corpus -> trained(corpus, CellKind.LSTM, 96, 250));
  }

  private static CharLanguageModel trained(Corpus corpus, CellKind kind, int hidden, int steps) {
    Recipe recipe =
        Recipe.of(Budget.steps(steps))
            .withBatch(32)
            .withStepsPerChunk(48)
            .withWarmUp(20)
            .withRate(1e-2)
            .withEvaluations(2)
            .withThreads(1);
    ModelShape shape = ModelShape.of(kind, hidden);
    CharLanguageModel model = Trainer.newModel(shape, corpus.vocabulary(), recipe);
    new Trainer(model, corpus, recipe).run();
    return model;
  }
}
