package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static unrolled.autograd.Functions.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.compute.Team;

/** The proof that a layer is its cell, run fast: outputs, last states and every gradient. */
final class LayerEqualsCellTest {
  private static final int D = 5;
  private static final int H = 7;

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (CellKind kind : CellKind.values()) {
      for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
        for (int steps : new int[] {1, 2, 17}) {
          for (int batch : new int[] {1, 3, 9}) {
            for (boolean given : new boolean[] {false, true}) {
              cases.add(Arguments.of(kind, type, steps, batch, given));
            }
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} {1} T {2} B {3} initial state {4}")
  @MethodSource("cases")
  void outputsAndGradientsAreTheCells(
      CellKind kind, DataType type, int steps, int batch, boolean given) {
    Case c = new Case(kind, type, steps, batch, given);
    Map<String, double[]> cell = c.throughCell();
    Map<String, double[]> layer = c.throughLayer(steps, Team.SOLO);
    compare(layer, cell, type);
  }

  @ParameterizedTest(name = "{0} {1} T {2} B {3} initial state {4}")
  @MethodSource("cases")
  void chunksWithTheStateHandedOnEqualTheWhole(
      CellKind kind, DataType type, int steps, int batch, boolean given) {
    Case c = new Case(kind, type, steps, batch, given);
    compare(
        c.throughLayer(Math.max(1, steps / 3), Team.SOLO), c.throughLayer(steps, Team.SOLO), type);
  }

  @ParameterizedTest(name = "{0} {1} T {2} B {3} initial state {4}")
  @MethodSource("cases")
  void aTeamOfThreeComputesTheSameBits(
      CellKind kind, DataType type, int steps, int batch, boolean given) {
    Case c = new Case(kind, type, steps, batch, given);
    try (Team team = Team.of(3)) {
      Map<String, double[]> alone = c.throughLayer(steps, Team.SOLO);
      c.throughLayer(steps, team)
          .forEach((name, v) -> assertThat(v).as(name).isEqualTo(alone.get(name)));
    }
  }

  private static void compare(
      Map<String, double[]> actual, Map<String, double[]> expected, DataType type) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, values) -> {
          boolean output = name.startsWith("output");
          double tolerance = type == DataType.FLOAT ? 1e-5 : output ? 1e-12 : 1e-10;
          double[] got = actual.get(name);
          assertThat(got).as(name).hasSameSizeAs(values);
          for (int j = 0; j < values.length; j++) {
            double scale = Math.max(1, Math.abs(values[j]));
            assertThat(Math.abs(got[j] - values[j]) / scale)
                .as(name + " " + j)
                .isLessThan(tolerance);
          }
        });
  }

  /** A cell with random weights, inputs, states, and a loss that uses every output. */
  private static final class Case {
    final CellKind kind;
    final DataType type;
    final int steps;
    final int batch;
    final Module cell;
    final SequenceLayer layer;
    final List<Tensor> xs = new ArrayList<>();
    final List<Tensor> initial = new ArrayList<>();
    final boolean given;
    final Tensor weightsOfSequence;
    final Tensor weightsOfState;

    Case(CellKind kind, DataType type, int steps, int batch, boolean given) {
      Random random = new Random(100L * steps + batch + kind.name().hashCode());
      this.kind = kind;
      this.type = type;
      this.steps = steps;
      this.batch = batch;
      this.given = given;
      switch (kind) {
        case LSTM -> {
          LSTMCell c = new LSTMCell(D, H, type, random);
          cell = c;
          layer = LSTM.of(c);
        }
        case RNN -> {
          RNNCell c = new RNNCell(D, H, type, random);
          cell = c;
          layer = RNN.of(c);
        }
        default -> {
          GRUCell.Reset reset =
              kind == CellKind.GRU_RESET_BEFORE
                  ? GRUCell.Reset.BEFORE_PRODUCT
                  : GRUCell.Reset.AFTER_PRODUCT;
          GRUCell c = new GRUCell(D, H, reset, type, random);
          cell = c;
          layer = GRU.of(c);
        }
      }
      for (int t = 0; t < steps; t++) {
        xs.add(Tensor.parameter(Tensor.uniform(random, -1, 1, type, batch, D)));
      }
      for (int s = 0; s < (kind == CellKind.LSTM ? 2 : 1); s++) {
        initial.add(Tensor.parameter(Tensor.uniform(random, -1, 1, type, batch, H)));
      }
      weightsOfSequence = Tensor.uniform(random, -1, 1, type, steps, batch, H);
      weightsOfState = Tensor.uniform(random, -1, 1, type, batch, H);
    }

    private Tensor state(int s) {
      return given ? initial.get(s) : Tensor.zeros(type, batch, H);
    }

    Map<String, double[]> throughCell() {
      List<Tensor> sequence = new ArrayList<>();
      Tensor h = state(0);
      Tensor c = kind == CellKind.LSTM ? state(1) : null;
      for (Tensor x : xs) {
        if (cell instanceof LSTMCell lstm) {
          LSTMState next = lstm.forward(x, new LSTMState(h, c));
          h = next.h();
          c = next.c();
        } else if (cell instanceof GRUCell gru) {
          h = gru.forward(x, h);
        } else {
          h = ((RNNCell) cell).forward(x, h);
        }
        sequence.add(h);
      }
      Tensor all = stack(0, sequence.toArray(Tensor[]::new));
      return results(all, c == null ? List.of(h) : List.of(h, c));
    }

    Map<String, double[]> throughLayer(int chunk, Team team) {
      layer.computeWith(team);
      List<Tensor> state = new ArrayList<>();
      for (int s = 0; s < initial.size(); s++) {
        state.add(state(s).reshape(1, batch, H));
      }
      List<Tensor> sequence = new ArrayList<>();
      for (int t = 0; t < steps; t += chunk) {
        List<Tensor> part = xs.subList(t, Math.min(steps, t + chunk));
        SequenceLayer.Output out = layer.forward(stack(0, part.toArray(Tensor[]::new)), state);
        for (int k = 0; k < part.size(); k++) {
          sequence.add(out.sequence().select(0, k));
        }
        state = out.state();
      }
      Tensor all = stack(0, sequence.toArray(Tensor[]::new));
      return results(all, state.stream().map(s -> s.reshape(batch, H)).toList());
    }

    private Map<String, double[]> results(Tensor sequence, List<Tensor> last) {
      cell.zeroGradients();
      xs.forEach(Tensor::zeroGradient);
      initial.forEach(Tensor::zeroGradient);
      Tensor loss = sequence.mul(weightsOfSequence).sum();
      for (Tensor s : last) {
        loss = loss.add(s.mul(s).mul(weightsOfState).sum());
      }
      loss.backward();
      Map<String, double[]> results = new TreeMap<>();
      results.put("output sequence", sequence.toDoubles());
      for (int s = 0; s < last.size(); s++) {
        results.put("output state " + s, last.get(s).toDoubles());
      }
      cell.parameters().forEach((name, p) -> results.put("d " + name, p.gradient().toDoubles()));
      for (int t = 0; t < steps; t++) {
        results.put("d x " + t, xs.get(t).gradient().toDoubles());
      }
      for (int s = 0; given && s < initial.size(); s++) {
        results.put("d initial " + s, initial.get(s).gradient().toDoubles());
      }
      return results;
    }
  }
}
