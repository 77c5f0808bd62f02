package unrolled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import unrolled.train.TrainingProgress;

final class ProgressLineTest {
  private static final TrainingProgress EARLY =
      new TrainingProgress(1234, 0.02, 2.51234, 98_765.4, 119.6, Double.NaN);
  private static final TrainingProgress LATE =
      new TrainingProgress(54_321, 0.996, 1.5, 1000, 3, 1.62351);

  @Test
  void itTellsStepLossRateAndTimeLeft() {
    assertThat(ProgressLine.text(EARLY))
        .isEqualTo("kit: training: 2 %, step 1,234, loss 2.512, 98,765 characters/s, 2:00 left");
    assertThat(ProgressLine.text(LATE))
        .isEqualTo(
            "kit: training: 100 %, step 54,321, loss 1.500, validation 1.624,"
                + " 1,000 characters/s, 0:03 left");
  }

  @Test
  void aTerminalsLineIsReplacedInPlaceAndEndedOnce() throws InterruptedException {
    StringWriter err = new StringWriter();
    try (ProgressLine line = new ProgressLine(new PrintWriter(err), true)) {
      line.onStep(EARLY);
      assertThat(err.toString()).as("not at every step").isEmpty();
      Thread.sleep(250);
      line.onStep(EARLY);
      line.onStep(LATE);
    }
    assertThat(err.toString())
        .isEqualTo("\r\033[K" + ProgressLine.text(EARLY) + System.lineSeparator());
  }

  @Test
  void elsewhereAQuickTrainingSaysNothing() {
    StringWriter err = new StringWriter();
    try (ProgressLine line = new ProgressLine(new PrintWriter(err), false)) {
      line.onStep(EARLY);
      line.onStep(LATE);
    }
    assertThat(err.toString()).isEmpty();
  }
}
