package unrolled.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.Tensor;
import unrolled.lesson.GradientFlow;
import unrolled.lesson.Recurrence;
import unrolled.lesson.Spectrum;
import unrolled.nn.GRUCell;
import unrolled.nn.LSTMCell;
import unrolled.nn.Linear;
import unrolled.nn.RNNCell;
import unrolled.optim.Clip;

/** The page gradient-flow computes what the library's cells and its autograd compute. */
final class GradientFlowPageTest {
  private static final int CASES = 200;
  private static final List<String> KINDS = List.of("RNN", "LSTM", "GRU");

  /** A random cell as the page has them: one matrix [H, H] and one bias for each gate. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier inside the test, never compared
  private record Case(String kind, double[][][] matrices, double[] biases, double[][] inputs) {
    static Case random(String kind, Random random) {
      int units = 1 + random.nextInt(4);
      int gates = kind.equals("RNN") ? 1 : kind.equals("LSTM") ? 4 : 3;
      double[][][] matrices = new double[gates][][];
      Arrays.setAll(matrices, k -> rows(random, units, units));
      double[] biases = random.doubles(gates, -2, 2).toArray();
      return new Case(kind, matrices, biases, rows(random, 1 + random.nextInt(12), units));
    }

    private static double[][] rows(Random random, int count, int width) {
      return Stream.generate(() -> random.doubles(width, -1.5, 1.5).toArray())
          .limit(count)
          .toArray(double[][]::new);
    }

    int units() {
      return inputs[0].length;
    }

    String script() {
      String arguments =
          Stream.of(matrices, biases, inputs)
              .map(value -> Arrays.deepToString(new Object[] {value}))
              .map(text -> text.substring(1, text.length() - 1))
              .collect(Collectors.joining(", "));
      return String.format(
          Locale.ROOT,
          "(function () { var f = flow('%s', %s);"
              + " console.log([].concat(f.h, f.c, f.adds, [f.norm, shrink(f.norm, 0.7)]).join(' '));"
              + " })();%n",
          kind,
          arguments);
    }

    Tensor sequence() {
      double[] values = Arrays.stream(inputs).flatMapToDouble(Arrays::stream).toArray();
      return Tensor.of(values, inputs.length, 1, units());
    }

    /** A new cell of the library with this case's numbers, and its recurrent weights. */
    Made cell() {
      Random any = new Random(1);
      return switch (kind) {
        case "RNN" -> {
          RNNCell cell = new RNNCell(units(), units(), DataType.DOUBLE, any);
          cell.input().weight().assign(identity());
          cell.recurrent().weight().assign(Tensor.of(matrices[0]));
          cell.recurrent().bias().assign(bias(0));
          yield new Made(Recurrence.of(cell), List.of(cell.recurrent().weight()));
        }
        case "LSTM" -> {
          LSTMCell cell = new LSTMCell(units(), units(), DataType.DOUBLE, any);
          List<Linear> gates =
              List.of(cell.forget(), cell.input(), cell.candidate(), cell.output());
          IntStream.range(0, 4).forEach(k -> set(gates.get(k), k));
          yield new Made(Recurrence.of(cell), gates.stream().map(Linear::weight).toList());
        }
        default -> {
          GRUCell cell =
              new GRUCell(units(), units(), GRUCell.Reset.BEFORE_PRODUCT, DataType.DOUBLE, any);
          set(cell.update(), 0);
          set(cell.reset(), 1);
          cell.candidateInput().weight().assign(identity());
          cell.candidateInput().bias().assign(bias(2));
          cell.candidateHidden().weight().assign(Tensor.of(matrices[2]));
          cell.candidateHidden().bias().assign(Tensor.zeros(DataType.DOUBLE, units()));
          yield new Made(
              Recurrence.of(cell),
              Stream.of(cell.update(), cell.reset(), cell.candidateHidden())
                  .map(Linear::weight)
                  .toList());
        }
      };
    }

    private void set(Linear onStateAndInput, int k) {
      onStateAndInput.weight().assign(Functions.concat(Tensor.of(matrices[k]), identity()));
      onStateAndInput.bias().assign(bias(k));
    }

    private Tensor identity() {
      double[][] rows = new double[units()][units()];
      IntStream.range(0, units()).forEach(n -> rows[n][n] = 1);
      return Tensor.of(rows);
    }

    private Tensor bias(int k) {
      return Tensor.zeros(DataType.DOUBLE, units()).add(biases[k]);
    }
  }

  /** The weights may be wider than U: on [h, x]. */
  private record Made(Recurrence cell, List<Tensor> weights) {
    /** The gradient by U alone, in one tensor for each gate. */
    List<Tensor> gradients() {
      long units = cell.hiddenSize();
      return weights.stream()
          .map(w -> Tensor.parameter(w.gradient()).detach().slice(1, 0, units))
          .toList();
    }
  }

  @Test
  void thePageAndTheAutogradAgreeOnRandomCells() throws Exception {
    Random random = new Random(6);
    List<Case> cases =
        IntStream.range(0, CASES).mapToObj(n -> Case.random(KINDS.get(n % 3), random)).toList();
    String script = cases.stream().map(Case::script).collect(Collectors.joining());
    List<double[]> answers = PageFormulas.run("gradient-flow", script);
    assertThat(answers).hasSize(CASES);
    for (int n = 0; n < CASES; n++) {
      double[] expected = ofLibrary(cases.get(n));
      double[] given = answers.get(n);
      assertThat(given).as("case %d", n).hasSize(expected.length);
      for (int k = 0; k < expected.length; k++) {
        assertThat(given[k])
            .as("case %d, number %d", n, k)
            .isCloseTo(expected[k], within(1e-12 * Math.max(1, Math.abs(expected[k]))));
      }
    }
  }

  /**
   * Norms by h_t, by c_t, by the U of each step; the norm by the shared U, and clipping's factor.
   */
  private static double[] ofLibrary(Case one) {
    GradientFlow flow = GradientFlow.of(one.cell().cell(), one.sequence());
    double norm = norm(gradientsOf(one, List.of(one.cell())).get(0));
    Tensor clipped = Tensor.parameter(Tensor.vector(0));
    clipped.mul(Tensor.vector(norm)).sum().backward();
    Clip.byGlobalNorm(List.of(clipped), 0.7);
    List<Made> copies = Stream.generate(one::cell).limit(one.inputs().length).toList();
    return Stream.of(
            flow.hidden(),
            flow.memory(),
            gradientsOf(one, copies).stream().mapToDouble(GradientFlowPageTest::norm).toArray(),
            new double[] {norm, norm == 0 ? 1 : clipped.gradient().toDoubles()[0] / norm})
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  /** What the loss says to the weights of each of the cells that take turns, one step each. */
  private static List<List<Tensor>> gradientsOf(Case one, List<Made> turns) {
    Tensor x = one.sequence();
    List<Tensor> state = turns.get(0).cell().zeroState(1);
    for (int t = 0; t < one.inputs().length; t++) {
      state = turns.get(t % turns.size()).cell().step(x.select(0, t), state);
    }
    state.get(0).sum().backward();
    return turns.stream().map(Made::gradients).toList();
  }

  private static double norm(List<Tensor> gradients) {
    return Math.sqrt(
        gradients.stream()
            .flatMapToDouble(g -> Arrays.stream(g.toDoubles()))
            .map(v -> v * v)
            .sum());
  }

  @Test
  void thePageFindsTheSpectralRadius() throws Exception {
    Random random = new Random(7);
    List<double[][]> matrices =
        Stream.generate(() -> Case.rows(random, 5, 5)).limit(CASES).toList();
    String script =
        matrices.stream()
            .map(m -> "console.log(radius(" + Arrays.deepToString(m) + "));\n")
            .collect(Collectors.joining());
    List<double[]> answers = PageFormulas.run("gradient-flow", script);
    assertThat(answers).hasSize(CASES);
    for (int n = 0; n < CASES; n++) {
      double expected = Spectrum.radius(Tensor.of(matrices.get(n)));
      assertThat(answers.get(n)[0]).isCloseTo(expected, within(1e-9));
    }
  }
}
