package unrolled.reference;

import static unrolled.autograd.Functions.concat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTMCell;

/**
 * An LSTM's weights, or their gradients, as DL4J and ND4J hold them: transposed, and the four gates
 * as blocks of H columns side by side. Every order of the blocks has the same shape, so a wrong one
 * computes happily and is wrong.
 *
 * @param order which gate each block is
 * @param w on the input: [D, 4H]
 * @param rw on the hidden state: [H, 4H]
 * @param b [4H]
 */
public record DL4JWeights(List<Gate> order, Tensor w, Tensor rw, Tensor b) {
  /** The gates of an LSTM; the candidate is one for the purpose of counting columns. */
  public enum Gate {
    FORGET,
    INPUT,
    CANDIDATE,
    OUTPUT;

    private String parameter(String kind) {
      return name().toLowerCase(Locale.ROOT) + "." + kind;
    }
  }

  /** DL4J's order: candidate, forget, output, input. */
  public static final List<Gate> DL4J =
      List.of(Gate.CANDIDATE, Gate.FORGET, Gate.OUTPUT, Gate.INPUT);

  /** The order of ND4J's operation lstmLayer, and of PyTorch: input, forget, candidate, output. */
  public static final List<Gate> ND4J =
      List.of(Gate.INPUT, Gate.FORGET, Gate.CANDIDATE, Gate.OUTPUT);

  /**
   * Checks that every gate has its place.
   *
   * @throws IllegalArgumentException if order does not name each gate once
   */
  public DL4JWeights {
    order = List.copyOf(order);
    if (order.size() != 4 || !EnumSet.copyOf(order).equals(EnumSet.allOf(Gate.class))) {
      throw new IllegalArgumentException("order: expected each gate once, got " + order);
    }
  }

  /** All 24 orders. */
  public static List<List<Gate>> orders() {
    return orders(List.of(Gate.values()));
  }

  private static List<List<Gate>> orders(List<Gate> gates) {
    if (gates.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Gate>> all = new ArrayList<>();
    for (Gate first : gates) {
      for (List<Gate> rest : orders(gates.stream().filter(gate -> gate != first).toList())) {
        List<Gate> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        all.add(List.copyOf(order));
      }
    }
    return List.copyOf(all);
  }

  /** The cell's weights in DL4J's order. */
  public static DL4JWeights of(LSTMCell cell) {
    return of(cell, DL4J);
  }

  /** The cell's weights in any order, right or wrong. */
  public static DL4JWeights of(LSTMCell cell, List<Gate> order) {
    long h = cell.hiddenSize();
    long z = h + cell.inputSize();
    Map<String, Tensor> parameters = cell.parameters();
    Tensor[] w = new Tensor[order.size()];
    Tensor[] rw = new Tensor[order.size()];
    Tensor[] b = new Tensor[order.size()];
    for (int k = 0; k < order.size(); k++) {
      Tensor weight = parameters.get(order.get(k).parameter("weight")).detach(); // on z = [h, x]
      w[k] = weight.slice(1, h, z).transpose();
      rw[k] = weight.slice(1, 0, h).transpose();
      b[k] = parameters.get(order.get(k).parameter("bias")).detach();
    }
    return new DL4JWeights(order, concat(w), concat(rw), concat(b));
  }

  /** Back to the names and shapes of the cell's parameters, from "forget.weight" [H, H+D] on. */
  public Map<String, Tensor> byName() {
    long h = rw.size(0);
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    for (Gate gate : Gate.values()) {
      long from = order.indexOf(gate) * h;
      Tensor onHidden = rw.slice(1, from, from + h).transpose();
      Tensor onInput = w.slice(1, from, from + h).transpose();
      parameters.put(gate.parameter("weight"), concat(onHidden, onInput));
      parameters.put(gate.parameter("bias"), b.slice(0, from, from + h));
    }
    return parameters;
  }
}
