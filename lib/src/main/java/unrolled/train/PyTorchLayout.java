package unrolled.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unrolled.autograd.Tensor;
import unrolled.nn.GRU;
import unrolled.nn.GRUCell;
import unrolled.nn.LSTM;
import unrolled.nn.LSTMCell;
import unrolled.nn.Linear;
import unrolled.nn.RNN;
import unrolled.nn.RNNCell;
import unrolled.nn.SequenceLayer;

/**
 * The parameters of recurrent layers under the names and in the layout of PyTorch's nn.RNN, nn.LSTM
 * and nn.GRU: for layer k and each direction
 *
 * <pre>
 *   weight_ih_lk [G H, D]    weight_hh_lk [G H, H]    bias_ih_lk [G H]    bias_hh_lk [G H]
 * </pre>
 *
 * <p>with the gates' rows in the order i, f, g, o or r, z, n. PyTorch adds two biases where we have
 * one: ours goes into bias_ih, and both are added when a file is read. Only a GRU's candidate has
 * two. PyTorch's GRU is h' = (1 - z) n + z h, ours h' = (1 - u) h + u g: u = 1 - z = σ(-...), so
 * the rows of z change their sign.
 */
final class PyTorchLayout {
  private PyTorchLayout() {}

  /**
   * One gate of a cell: where its rows stand in our parameters.
   *
   * @param input what x is multiplied with: columns from {@code inputFrom}
   * @param recurrent what h is multiplied with: columns from 0
   * @param bias added to both products
   * @param recurrentBias added to the recurrent product alone, or null
   * @param sign of ours to PyTorch's
   */
  private record Gate(
      Tensor input, int inputFrom, Tensor recurrent, Tensor bias, Tensor recurrentBias, int sign) {
    static Gate joint(Linear gate, int hidden, int sign) {
      return new Gate(gate.weight(), hidden, gate.weight(), gate.bias(), null, sign);
    }
  }

  private static List<Gate> gates(SequenceLayer layer, int k, boolean reverse) {
    if (layer instanceof LSTM lstm) {
      LSTMCell c = lstm.cell(k, reverse);
      int hidden = c.hiddenSize();
      return List.of(
          Gate.joint(c.input(), hidden, 1),
          Gate.joint(c.forget(), hidden, 1),
          Gate.joint(c.candidate(), hidden, 1),
          Gate.joint(c.output(), hidden, 1));
    }
    if (layer instanceof GRU gru) {
      GRUCell c = gru.cell(k, reverse);
      Linear x = c.candidateInput();
      Linear h = c.candidateHidden();
      return List.of(
          Gate.joint(c.reset(), c.hiddenSize(), 1),
          Gate.joint(c.update(), c.hiddenSize(), -1),
          new Gate(x.weight(), 0, h.weight(), x.bias(), h.bias(), 1));
    }
    RNNCell c = ((RNN) layer).cell(k, reverse);
    Tensor bias = c.recurrent().bias();
    return List.of(new Gate(c.input().weight(), 0, c.recurrent().weight(), bias, null, 1));
  }

  /** The four names' endings for layer k. */
  private static String suffix(int k, boolean reverse) {
    return "_l" + k + (reverse ? "_reverse" : "");
  }

  private static int inputSize(SequenceLayer layer, int k) {
    int directions = layer.bidirectional() ? 2 : 1;
    return k == 0 ? layer.inputSize() : layer.hiddenSize() * directions;
  }

  /** The shapes that a file must have, by name. */
  static Map<String, long[]> shapes(SequenceLayer layer, String prefix) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    long hidden = layer.hiddenSize();
    long rows = layer.kind().blocks() * hidden;
    for (int k = 0; k < layer.layers(); k++) {
      for (boolean reverse : layer.bidirectional() ? new boolean[] {false, true} : new boolean[1]) {
        String suffix = suffix(k, reverse);
        shapes.put(prefix + "weight_ih" + suffix, new long[] {rows, inputSize(layer, k)});
        shapes.put(prefix + "weight_hh" + suffix, new long[] {rows, hidden});
        shapes.put(prefix + "bias_ih" + suffix, new long[] {rows});
        shapes.put(prefix + "bias_hh" + suffix, new long[] {rows});
      }
    }
    return shapes;
  }

  /** Our parameters in PyTorch's layout. */
  static Map<String, Tensor> tensors(SequenceLayer layer, String prefix) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    shapes(layer, prefix).forEach((name, shape) -> tensors.put(name, null));
    walk(
        layer,
        prefix,
        (names, gates, hidden, inputs) -> {
          int rows = gates.size() * hidden;
          double[] w = new double[rows * inputs];
          double[] u = new double[rows * hidden];
          double[] b = new double[rows];
          double[] c = new double[rows];
          for (int g = 0; g < gates.size(); g++) {
            Gate gate = gates.get(g);
            int row = g * hidden;
            copy(gate.input(), gate.inputFrom(), w, row * inputs, hidden, inputs, gate.sign());
            copy(gate.recurrent(), 0, u, row * hidden, hidden, hidden, gate.sign());
            copy(gate.bias(), 0, b, row, 1, hidden, gate.sign());
            if (gate.recurrentBias() != null) {
              copy(gate.recurrentBias(), 0, c, row, 1, hidden, gate.sign());
            }
          }
          tensors.put(names.get(0), Tensor.of(w, rows, inputs).to(layer.dataType()));
          tensors.put(names.get(1), Tensor.of(u, rows, hidden).to(layer.dataType()));
          tensors.put(names.get(2), Tensor.of(b, rows).to(layer.dataType()));
          tensors.put(names.get(3), Tensor.of(c, rows).to(layer.dataType()));
        });
    return tensors;
  }

  /** Sets our parameters from tensors of the right shapes in PyTorch's layout. */
  static void assign(SequenceLayer layer, String prefix, Map<String, Tensor> tensors) {
    walk(
        layer,
        prefix,
        (names, gates, hidden, inputs) -> {
          double[] w = tensors.get(names.get(0)).toDoubles();
          double[] u = tensors.get(names.get(1)).toDoubles();
          double[] b = tensors.get(names.get(2)).toDoubles();
          double[] c = tensors.get(names.get(3)).toDoubles();
          for (int g = 0; g < gates.size(); g++) {
            Gate gate = gates.get(g);
            int row = g * hidden;
            fill(gate.input(), gate.inputFrom(), w, row * inputs, hidden, inputs, gate.sign());
            fill(gate.recurrent(), 0, u, row * hidden, hidden, hidden, gate.sign());
            if (gate.recurrentBias() == null) {
              for (int j = row; j < row + hidden; j++) {
                b[j] += c[j];
              }
            } else {
              fill(gate.recurrentBias(), 0, c, row, 1, hidden, gate.sign());
            }
            fill(gate.bias(), 0, b, row, 1, hidden, gate.sign());
          }
        });
  }

  private interface Visitor {
    /** The names of W, U, b_ih, b_hh, and the gates in PyTorch's order. */
    void visit(List<String> names, List<Gate> gates, int hidden, int inputs);
  }

  private static void walk(SequenceLayer layer, String prefix, Visitor visitor) {
    for (int k = 0; k < layer.layers(); k++) {
      for (boolean reverse : layer.bidirectional() ? new boolean[] {false, true} : new boolean[1]) {
        String suffix = suffix(k, reverse);
        List<String> names =
            List.of(
                prefix + "weight_ih" + suffix,
                prefix + "weight_hh" + suffix,
                prefix + "bias_ih" + suffix,
                prefix + "bias_hh" + suffix);
        visitor.visit(names, gates(layer, k, reverse), layer.hiddenSize(), inputSize(layer, k));
      }
    }
  }

  /** Copies columns of a parameter into rows of a matrix. */
  private static void copy(
      Tensor from, int column, double[] to, int at, int rows, int columns, int sign) {
    double[] values = from.toDoubles();
    int stride = (int) from.size(-1);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        to[at + r * columns + j] = sign * values[r * stride + column + j];
      }
    }
  }

  /** The inverse of {@link #copy}. */
  private static void fill(
      Tensor to, int column, double[] from, int at, int rows, int columns, int sign) {
    double[] values = to.toDoubles();
    int stride = (int) to.size(-1);
    for (int r = 0; r < rows; r++) {
      for (int j = 0; j < columns; j++) {
        values[r * stride + column + j] = sign * from[at + r * columns + j];
      }
    }
    to.assign(Tensor.of(values, to.shape()).to(to.dataType()));
  }

  /** Checks that a file's tensors are exactly the expected ones. */
  static void check(Map<String, long[]> expected, Map<String, Tensor> tensors) {
    expected.forEach(
        (name, shape) -> {
          Tensor tensor = tensors.get(name);
          String wanted = "shape " + Arrays.toString(shape);
          if (tensor == null) {
            throw Safetensors.wrong("tensor " + name, wanted, "none");
          }
          if (!Arrays.equals(shape, tensor.shape())) {
            throw Safetensors.wrong("tensor " + name, wanted, Arrays.toString(tensor.shape()));
          }
          if (Arrays.stream(tensor.toDoubles()).anyMatch(v -> !Double.isFinite(v))) {
            throw Safetensors.wrong("tensor " + name, "finite numbers", "infinite ones or NaN");
          }
        });
    for (String name : tensors.keySet()) {
      if (!expected.containsKey(name)) {
        throw Safetensors.wrong(
            "tensor " + name, "none of that name in a character language model", "one");
      }
    }
  }
}
