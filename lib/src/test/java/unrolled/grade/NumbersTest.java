package unrolled.grade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
  private final Numbers expected = Numbers.of(new double[] {1, 2, 3});

  @Test
  void aMessageSaysHowManyNumbersAreRight() {
    assertThat(share(7, 7, 7)).isEqualTo("none of the 3 numbers is");
    assertThat(share(1, 2, 7)).isEqualTo("only 2 of 3 numbers are");
  }

  @Test
  void numbersThatAreAllNearAreNotCalledWrong() {
    assertThat(share(1, 2, 3.0001)).isEqualTo("all numbers are off by a little");
  }

  private String share(double... actual) {
    return Numbers.of(actual).share(expected);
  }
}
