package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.GRU;
import unrolled.nn.GRUCell;
import unrolled.nn.LSTM;
import unrolled.nn.LayerShape;
import unrolled.nn.RNN;
import unrolled.nn.SequenceLayer;

/** Our layers against the formulas in the documentation of PyTorch's nn.RNN, nn.LSTM and nn.GRU. */
final class PyTorchLayoutTest {
  private static final int D = 3;
  private static final int H = 4;
  private static final int T = 6;

  static Stream<Arguments> layers() {
    return Stream.of(1, 3, 4)
        .flatMap(
            gates ->
                Stream.of(1, 2)
                    .flatMap(
                        layers ->
                            Stream.of(false, true).map(both -> Arguments.of(gates, layers, both))));
  }

  private static SequenceLayer layer(int gates, LayerShape shape) {
    Random random = new Random(1);
    return switch (gates) {
      case 1 -> new RNN(shape, DataType.DOUBLE, random);
      case 3 -> new GRU(shape, GRUCell.Reset.AFTER_PRODUCT, DataType.DOUBLE, random);
      default -> new LSTM(shape, DataType.DOUBLE, random);
    };
  }

  /** What a file from PyTorch may hold: both biases random, names in its order. */
  private static Map<String, Tensor> randomTensors(int gates, int layers, boolean both) {
    Random random = new Random(2);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int k = 0; k < layers; k++) {
      for (String end : both ? new String[] {"", "_reverse"} : new String[] {""}) {
        int inputs = k == 0 ? D : both ? 2 * H : H;
        String suffix = "_l" + k + end;
        tensors.put("p.weight_ih" + suffix, uniform(random, (long) gates * H, inputs));
        tensors.put("p.weight_hh" + suffix, uniform(random, (long) gates * H, H));
        tensors.put("p.bias_ih" + suffix, uniform(random, (long) gates * H));
        tensors.put("p.bias_hh" + suffix, uniform(random, (long) gates * H));
      }
    }
    return tensors;
  }

  private static Tensor uniform(Random random, long... shape) {
    return Tensor.uniform(random, -0.8, 0.8, DataType.DOUBLE, shape);
  }

  @ParameterizedTest(name = "{0} gates, {1} layers, both directions {2}")
  @MethodSource("layers")
  void pyTorchsTensorsGivePyTorchsFunction(int gates, int layers, boolean both) {
    LayerShape shape = LayerShape.of(D, H).withLayers(layers);
    SequenceLayer layer = layer(gates, both ? shape.withBothDirections() : shape);
    Map<String, Tensor> tensors = randomTensors(gates, layers, both);
    PyTorchLayout.assign(layer, "p.", tensors);
    Tensor x = uniform(new Random(3), T, 1, D);
    double[] ours = layer.forward(x).sequence().toDoubles();
    double[][] theirs = documented(rows(x), tensors, gates, layers, both);
    assertThat(ours).containsExactly(flat(theirs), within(1e-12));
  }

  @ParameterizedTest(name = "{0} gates, {1} layers, both directions {2}")
  @MethodSource("layers")
  void ourTensorsGivePyTorchOurFunction(int gates, int layers, boolean both) {
    LayerShape shape = LayerShape.of(D, H).withLayers(layers);
    SequenceLayer layer = layer(gates, both ? shape.withBothDirections() : shape);
    Map<String, Tensor> tensors = PyTorchLayout.tensors(layer, "p.");
    assertThat(tensors.keySet())
        .containsExactlyElementsOf(randomTensors(gates, layers, both).keySet());
    Tensor x = uniform(new Random(3), T, 1, D);
    double[] ours = layer.forward(x).sequence().toDoubles();
    assertThat(flat(documented(rows(x), tensors, gates, layers, both)))
        .containsExactly(ours, within(1e-12));
  }

  private static double[][] rows(Tensor x) {
    double[] values = x.toDoubles();
    double[][] rows = new double[T][D];
    for (int t = 0; t < T; t++) {
      System.arraycopy(values, t * D, rows[t], 0, D);
    }
    return rows;
  }

  private static double[] flat(double[][] rows) {
    return Stream.of(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
  }

  /** One stream through the documented formulas, number by number. */
  private static double[][] documented(
      double[][] x, Map<String, Tensor> tensors, int gates, int layers, boolean both) {
    double[][] below = x;
    for (int k = 0; k < layers; k++) {
      double[][] out = new double[T][both ? 2 * H : H];
      for (int d = 0; d < (both ? 2 : 1); d++) {
        String suffix = "_l" + k + (d == 1 ? "_reverse" : "");
        double[] h = new double[H];
        double[] c = new double[H];
        for (int n = 0; n < T; n++) {
          int t = d == 1 ? T - 1 - n : n;
          double[] fromInput = affine(below[t], tensors, "ih" + suffix, gates);
          double[] fromHidden = affine(h, tensors, "hh" + suffix, gates);
          step(gates, fromInput, fromHidden, h, c);
          System.arraycopy(h, 0, out[t], d * H, H);
        }
      }
      below = out;
    }
    return below;
  }

  private static double[] affine(double[] x, Map<String, Tensor> tensors, String which, int gates) {
    double[] weight = tensors.get("p.weight_" + which).toDoubles();
    double[] y = tensors.get("p.bias_" + which).toDoubles();
    for (int row = 0; row < gates * H; row++) {
      for (int j = 0; j < x.length; j++) {
        y[row] += weight[row * x.length + j] * x[j];
      }
    }
    return y;
  }

  private static void step(int gates, double[] a, double[] b, double[] h, double[] c) {
    for (int u = 0; u < H; u++) {
      switch (gates) {
        case 1 -> h[u] = Math.tanh(a[u] + b[u]);
        case 3 -> {
          double r = sigmoid(a[u] + b[u]);
          double z = sigmoid(a[H + u] + b[H + u]);
          double n = Math.tanh(a[2 * H + u] + r * b[2 * H + u]);
          h[u] = (1 - z) * n + z * h[u];
        }
        default -> {
          double i = sigmoid(a[u] + b[u]);
          double f = sigmoid(a[H + u] + b[H + u]);
          double g = Math.tanh(a[2 * H + u] + b[2 * H + u]);
          double o = sigmoid(a[3 * H + u] + b[3 * H + u]);
          c[u] = f * c[u] + i * g;
          h[u] = o * Math.tanh(c[u]);
        }
      }
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
