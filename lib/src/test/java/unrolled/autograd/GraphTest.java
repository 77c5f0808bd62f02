package unrolled.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class GraphTest {
  private static Tensor parameter(double... values) {
    return Tensor.parameter(Tensor.vector(values));
  }

  @Test
  void twoUsesOfATensorAddTheirGradients() {
    Tensor x = parameter(3);
    x.mul(x).add(x.mul(5)).sum().backward();
    assertThat(x.gradient().toDoubles()).containsExactly(11);
  }

  @Test
  void twoBackwardsAddTheirGradients() {
    Tensor x = parameter(3);
    x.mul(2).sum().backward();
    x.mul(5).sum().backward();
    assertThat(x.gradient().item()).isEqualTo(7);
    x.zeroGradient();
    assertThat(x.gradient()).isNull();
    x.mul(4).sum().backward();
    assertThat(x.gradient().item()).isEqualTo(4);
  }

  @Test
  void nothingPassesADetachedTensor() {
    Tensor x = parameter(3);
    Tensor y = x.mul(2);
    y.detach().mul(x).sum().backward();
    assertThat(x.gradient().item()).isEqualTo(6);
    assertThatThrownBy(() -> y.detach().sum().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("requires no gradient");
  }

  @Test
  void nothingIsRecordedInANoGradientScope() {
    Tensor x = parameter(3);
    assertThat(NoGradient.run(() -> x.mul(2)).requiresGradient()).isFalse();
    assertThatThrownBy(
            () ->
                NoGradient.run(
                    () -> {
                      throw new IllegalStateException("inside");
                    }))
        .hasMessage("inside");
    assertThat(x.mul(2).requiresGradient()).isTrue();
  }

  @Test
  void nestedNoGradientScopesEndWithTheOuterOne() {
    Tensor x = parameter(3);
    NoGradient.run(
        () -> {
          NoGradient.run(() -> assertThat(x.mul(2).requiresGradient()).isFalse());
          assertThat(x.mul(2).requiresGradient()).isFalse();
        });
    assertThat(x.mul(2).requiresGradient()).isTrue();
  }

  @Test
  void backwardWalksThroughFiftyThousandSteps() {
    Tensor w = Tensor.parameter(Tensor.scalar(1));
    Tensor h = w;
    for (int t = 0; t < 50_000; t++) {
      h = h.reshape(1).reshape();
    }
    h.backward();
    assertThat(w.gradient().item()).isEqualTo(1);
  }

  @Test
  void fiveThousandStepsOfAScalarRecurrenceHaveTheGradientOfThePower() {
    Tensor w = Tensor.parameter(Tensor.scalar(0.9999));
    Tensor h = Tensor.scalar(1);
    for (int t = 0; t < 5_000; t++) {
      h = h.mul(w);
    }
    h.backward();
    double expected = 5_000 * Math.pow(0.9999, 4_999);
    assertThat(Math.abs(w.gradient().item() / expected - 1)).isLessThan(1e-11);
  }

  @Test
  void aUsedGraphIsReleasedAndSaysSo() {
    Tensor x = parameter(3);
    Tensor y = x.mul(2);
    y.sum().backward();
    assertThatThrownBy(() -> y.mul(3).sum().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("earlier backward");
  }

  @Test
  void onlyARetainedTensorKeepsAGradientInTheMiddle() {
    Tensor x = parameter(3);
    Tensor y = x.mul(2);
    Tensor z = y.mul(5).retainGradient();
    z.mul(7).sum().backward();
    assertThat(y.gradient()).isNull();
    assertThat(z.gradient().item()).isEqualTo(7);
  }

  @Test
  void aNodeMayHaveSeveralOutputsOfWhichSomeAreUsed() {
    Tensor x = parameter(3);
    List<Tensor> outputs =
        Tensor.node(
            "twice and thrice",
            List.of(x),
            List.of(Tensor.vector(6), Tensor.vector(9)),
            g -> {
              assertThat(g.get(0)).isNull();
              x.doubleGradientBuffer()[0] += 3 * g.get(1).item();
            });
    outputs.get(1).mul(2).sum().backward();
    assertThat(x.gradient().item()).isEqualTo(6);
  }

  @Test
  void theBufferOfAGradientIsReusedAndStartsAtZero() {
    Tensor x = Tensor.parameter(Tensor.of(new float[] {1, 2}, 2));
    float[] buffer = x.floatGradientBuffer();
    buffer[1] = 5;
    assertThat(x.gradient().toDoubles()).containsExactly(0, 5);
    x.zeroGradient();
    assertThat(x.floatGradientBuffer()).isSameAs(buffer).containsExactly(0, 0);
  }

  @Test
  void aGradientThatArrivedAndABufferThatIsAddedToAreOne() {
    Tensor x = parameter(1);
    Tensor arrived = Tensor.vector(4);
    x.accumulateGradient(arrived);
    x.doubleGradientBuffer()[0] += 3;
    x.accumulateGradient(Tensor.vector(2));
    assertThat(x.gradient().item()).isEqualTo(9);
    assertThat(x.gradient().array().getDouble(0)).isEqualTo(9);
    assertThat(arrived.item()).isEqualTo(4);
  }

  @Test
  void anUpdateReachesBothHomesAndLeavesOlderResultsAlone() {
    Tensor x = parameter(1, 2);
    Tensor before = x.mul(1);
    assertThat(x.array().getDouble(1)).isEqualTo(2);
    x.updateDoubles(a -> a[1] = 8);
    assertThat(x.array().getDouble(1)).isEqualTo(8);
    assertThat(before.toDoubles()).containsExactly(1, 2);
    x.assign(Tensor.vector(5, 6));
    assertThat(x.mul(2).toDoubles()).containsExactly(10, 12);
  }

  @Test
  void onlyAParameterCanBeWritten() {
    assertThatThrownBy(() -> Tensor.vector(1).updateDoubles(a -> a[0] = 2))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> parameter(1).mul(2).assign(Tensor.vector(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void arraysOfAnyOrderAreCopiedInCOrderAtTheEdge() {
    var source = Nd4j.create(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(Tensor.of(source.transpose()).doubles()).containsExactly(1, 4, 2, 5, 3, 6);
    assertThat(Tensor.of(source.getColumn(1)).doubles()).containsExactly(2, 5);
    assertThat(Tensor.of(source.dup('f')).doubles()).containsExactly(1, 2, 3, 4, 5, 6);
    Tensor copy = Tensor.of(source);
    source.putScalar(0, 99);
    assertThat(copy.doubles()[0]).isEqualTo(1);
  }

  @Test
  void wrongTypesAndSizesAreNamed() {
    assertThatThrownBy(() -> Tensor.vector(1).floats()).hasMessageContaining("FLOAT, got DOUBLE");
    assertThatThrownBy(() -> Tensor.of(new float[3], 2, 2)).hasMessageContaining("expected 4");
    assertThatThrownBy(() -> Tensor.zeros(DataType.INT32, 2))
        .hasMessageContaining("FLOAT or DOUBLE");
    assertThatThrownBy(() -> Tensor.zeros(DataType.FLOAT, 0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Tensor.vector(1, 2).item()).hasMessageContaining("one element");
    assertThatThrownBy(() -> parameter(1, 2).backward()).hasMessageContaining("one element");
    assertThatThrownBy(() -> parameter(1, 2).backward(Tensor.vector(1)))
        .hasMessage("outputGradient: expected shape [2], got [1]");
    assertThatThrownBy(() -> Tensor.of(new double[][] {{1, 2}, {3}}))
        .hasMessageContaining("length 2, got 1 in row 1");
    assertThatThrownBy(() -> Tensor.vector(1).add(Tensor.vector(DataType.FLOAT, 1)))
        .hasMessageContaining("expected type DOUBLE, got FLOAT");
  }

  @Test
  void theGradientCheckSeesAWrongGradient() {
    Tensor x = Tensor.vector(0.3, -0.7);
    double error =
        GradientCheck.maxRelativeError(
            in ->
                Tensor.node(
                        "wrong",
                        List.of(in.get(0)),
                        List.of(in.get(0).mul(2).detach()),
                        g -> in.get(0).accumulateGradient(g.get(0).mul(2.001)))
                    .get(0),
            x);
    assertThat(error).isBetween(4e-4, 6e-4);
  }
}
