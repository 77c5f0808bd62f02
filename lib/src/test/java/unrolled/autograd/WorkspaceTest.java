package unrolled.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class WorkspaceTest {
  private final Workspace workspace = new Workspace();

  private float[] lent(int length) {
    return workspace.run(() -> Workspace.floats(length));
  }

  @Test
  void theNextWorkGetsTheSameArrayAndItIsZero() {
    float[] first = lent(5);
    first[3] = 7;
    assertThat(lent(5)).isSameAs(first).containsOnly(0);
  }

  @Test
  void twoArraysOfOneWorkAreTwo() {
    workspace.run(
        () -> assertThat(Workspace.floats(5)).isNotSameAs(Workspace.floats(5)).hasSize(5));
  }

  @Test
  void lengthAndTypeAreThoseAskedFor() {
    lent(5);
    assertThat(lent(6)).hasSize(6);
    double[] doubles = workspace.run(() -> Workspace.doubles(6));
    assertThat(doubles).hasSize(6);
  }

  @Test
  void whatOneWorkDoesNotUseIsLetGo() {
    float[] first = lent(5);
    lent(6);
    assertThat(lent(5)).isNotSameAs(first);
  }

  @Test
  void withoutAWorkspaceEveryArrayIsNew() {
    assertThat(Workspace.floats(5)).isNotSameAs(Workspace.floats(5));
  }

  @Test
  void workThatFailsGivesItsArraysBack() {
    float[][] kept = new float[1][];
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                workspace.run(
                    () -> {
                      kept[0] = Workspace.floats(5);
                      throw new IllegalStateException("failed");
                    }));
    assertThat(lent(5)).isSameAs(kept[0]);
  }

  @Test
  void aWorkspaceInUseIsRefused() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                workspace.run(
                    () -> {
                      Workspace.floats(1);
                      workspace.run(() -> {});
                    }))
        .withMessage("workspace: expected one that is not in use, got a used one");
  }
}
