package unrolled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import unrolled.compute.CellKind;
import unrolled.text.Corpus;
import unrolled.text.GeneratedText;
import unrolled.text.TinyShakespeare;
import unrolled.train.Budget;
import unrolled.train.CharLanguageModel;
import unrolled.train.Checkpoint;
import unrolled.train.ModelShape;
import unrolled.train.Recipe;
import unrolled.train.Trainer;

class ModelOptionsTest {
  private static ModelOptions.Text textOf(Corpus corpus) {
    Recipe recipe = Recipe.of(Budget.steps(1)).withBatch(2).withStepsPerChunk(4);
    CharLanguageModel model =
        Trainer.newModel(ModelShape.of(CellKind.RNN, 2), corpus.vocabulary(), recipe);
    ModelOptions options = new ModelOptions();
    options.file = Path.of("model.safetensors");
    return options.text(Checkpoint.of(model, new Trainer(model, corpus, recipe).run()));
  }

  @Test
  void whoTrainedOnTheTextThatStandsInForShakespeareNeedsNoFile() {
    Corpus generated = Corpus.of(GeneratedText.of(10, 1_000_000));
    assertThat(TinyShakespeare.standIn(generated.sha256())).isPresent();
    ModelOptions.Text text = textOf(generated);
    assertThat(text.name()).isEqualTo("generated");
    assertThat(text.corpus().sha256()).isEqualTo(generated.sha256());
  }

  @Test
  void aTextThatIsNowhereIsAskedFor() {
    Corpus own = Corpus.of("a text that nobody else has, long enough to be cut in two");
    assertThatThrownBy(() -> textOf(own))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("model.safetensors: the text that it was trained on")
        .hasMessageContaining("give it with --data FILE");
  }
}
