package unrolled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import unrolled.compute.CellKind;
import unrolled.train.Budget;
import unrolled.train.ModelShape;
import unrolled.train.Recipe;
import unrolled.train.Rung;

class RecipeOptionsTest {
  private static TrainCommand train(String... arguments) {
    TrainCommand command = new TrainCommand();
    new CommandLine(command).parseArgs(arguments);
    return command;
  }

  private static ModelShape shape(String... arguments) {
    TrainCommand command = train(arguments);
    return command.options.shape(command.common);
  }

  private static Recipe recipe(String... arguments) {
    TrainCommand command = train(arguments);
    return command.options.recipe(command.common);
  }

  @Test
  void theMinutesChooseTheRecipeAndACountOfStepsTheSmallest() {
    assertThat(shape("--out=m", "--minutes=12")).isEqualTo(Rung.TEN_MINUTES.shape(CellKind.LSTM));
    assertThat(shape("--out=m", "--steps=12")).isEqualTo(Rung.ONE_MINUTE.shape(CellKind.LSTM));
  }

  @Test
  void aCountOfStepsMayFollowTheRecipeForMinutes() {
    String[] arguments = {"--out=m", "--recipe=10", "--steps=5900"};
    assertThat(shape(arguments)).isEqualTo(Rung.TEN_MINUTES.shape(CellKind.LSTM));
    assertThat(recipe(arguments)).isEqualTo(Rung.TEN_MINUTES.recipe(Budget.steps(5900)));
  }

  @Test
  void whatIsSaidGoesBeforeTheRecipe() {
    assertThat(shape("--out=m", "--recipe=10", "--hidden=7", "--cell=gru"))
        .isEqualTo(new ModelShape(CellKind.GRU_RESET_AFTER, 7, 1, 64, 0.5, 0.2));
  }

  @Test
  void aRecipeForNoTimeAtAllIsRefused() {
    assertThatThrownBy(() -> shape("--out=m", "--recipe=0")).hasMessageContaining("--recipe");
  }
}
