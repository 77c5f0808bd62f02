package unrolled.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import answers.CheatDl4j;
import answers.CheatEquality;
import answers.CheatFiles;
import answers.CheatLibraryCell;
import answers.CheatMemory;
import answers.CheatOutput;
import answers.CheatReflection;
import answers.CheatThread;
import answers.CheatThroughVariable;
import java.io.PrintStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheatsTest {
  static java.util.stream.Stream<A3.Step> borrowedCells() {
    return java.util.stream.Stream.of(
        CheatLibraryCell.step(), CheatDl4j.step(), CheatThroughVariable.step());
  }

  @ParameterizedTest
  @MethodSource("borrowedCells")
  void aReadyMadeCellDoesNotPayInATaskFromScratch(A3.Step step) {
    assertThat(Tables.finding(A3Cell.step(step), 1)).isEqualTo("not-allowed");
  }

  static java.util.stream.Stream<A3.Gate> outsiders() {
    return java.util.stream.Stream.of(
        CheatReflection.gate(), CheatThread.gate(), CheatFiles.gate(), CheatOutput.gate());
  }

  @ParameterizedTest
  @MethodSource("outsiders")
  void reflectionThreadsFilesAndSystemStreamsAreNotPartOfAnAnswer(A3.Gate gate) {
    assertThat(Tables.finding(A3Cell.gate("gate", gate), 1)).isEqualTo("not-allowed");
  }

  @Test
  void anObjectThatEqualsEverythingIsNoNumber() {
    assertThat(Tables.finding(A3Cell.gate("gate", CheatEquality.gate()), 1)).isEqualTo("type");
  }

  @Test
  void aFixedResultFitsNoRandomDraw() {
    Tables.wrong(CheatMemory.gates(), gate -> A3Cell.gate("gate", gate));
  }

  @Test
  void anOracleCannotBeTheAnswer() {
    CheckFailedException failure =
        catchThrowableOfType(
            CheckFailedException.class,
            () -> A3Cell.candidate((l, z) -> z).grade(new SplittableRandom(1)));
    assertThat(failure.id()).isEqualTo("not-allowed"); // a class of the library's own package
  }

  @Test
  void theCanaryFails() {
    assertThatThrownBy(Canary::sing).hasMessageEndingWith("[canary]");
  }

  @Test
  void whatAnAnswerPrintsNeverReachesStderr() {
    PrintStream before = System.err;
    assertThatThrownBy(
            () ->
                Attempt.of(
                    "printing",
                    5,
                    () -> {
                      assertThat(System.err).isNotSameAs(before);
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(CheckFailedException.class);
    assertThat(System.err).isSameAs(before);
  }
}
