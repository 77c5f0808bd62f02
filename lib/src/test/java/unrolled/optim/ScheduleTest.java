package unrolled.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
  @Test
  void theRateClimbsToThePeakAndFallsAlongHalfACosine() {
    Schedule schedule = Schedule.cosine(4, 4, 12, 2);
    assertThat(schedule.at(0)).isEqualTo(1);
    assertThat(schedule.at(1)).isEqualTo(2);
    assertThat(schedule.at(3)).isEqualTo(4);
    assertThat(schedule.at(4)).isEqualTo(4);
    assertThat(schedule.at(6)).isCloseTo(3 + Math.sqrt(0.5), within(1e-12));
    assertThat(schedule.at(8)).isCloseTo(3, within(1e-12));
    assertThat(schedule.at(12)).isEqualTo(2);
    assertThat(schedule.at(1_000_000)).isEqualTo(2);
  }

  @Test
  void aConstantStays() {
    assertThat(Schedule.constant(0.1).at(0)).isEqualTo(0.1);
    assertThat(Schedule.constant(0.1).at(1_000)).isEqualTo(0.1);
  }

  @Property(tries = 300)
  void theRateStaysBetweenFloorAndPeakAndNeverRisesAfterTheWarmUp(
      @ForAll @IntRange(max = 50) int warmUp, @ForAll @IntRange(min = 1, max = 200) int rest) {
    Schedule schedule = Schedule.cosine(1, warmUp, warmUp + rest, 0.1);
    double last = 1;
    for (long step = warmUp; step < warmUp + rest + 5; step++) {
      double rate = schedule.at(step);
      assertThat(rate).isBetween(0.1, last);
      last = rate;
    }
    for (long step = 0; step + 1 < warmUp; step++) {
      assertThat(schedule.at(step)).isPositive().isLessThan(schedule.at(step + 1));
    }
  }

  @Test
  void impossibleSchedulesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.cosine(1, 10, 10, 0))
        .withMessage("warmUp and total: expected 0 <= warmUp < total, got 10 and 10");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.cosine(1, 0, 10, 2))
        .withMessage("floor: expected 0 to 1.0, got 2.0");
  }
}
