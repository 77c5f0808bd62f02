package unrolled.nn;

import static unrolled.autograd.Functions.concat;
import static unrolled.autograd.Functions.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;

/** What a layer computes, the slow way: its cells one step, one layer, one direction at a time. */
final class ThroughCells {
  private ThroughCells() {}

  static SequenceLayer newLayer(
      CellKind kind, LayerShape shape, DataType type, RandomGenerator random) {
    return switch (kind) {
      case RNN -> new RNN(shape, type, random);
      case LSTM -> new LSTM(shape, type, random);
      case GRU_RESET_BEFORE -> new GRU(shape, GRUCell.Reset.BEFORE_PRODUCT, type, random);
      case GRU_RESET_AFTER -> new GRU(shape, GRUCell.Reset.AFTER_PRODUCT, type, random);
    };
  }

  static SequenceLayer.Output forward(SequenceLayer layer, Tensor x, List<Tensor> state) {
    return forward(layer, x, state, 0, null);
  }

  /** With what the layer drops between its layers. */
  static SequenceLayer.Output forward(
      SequenceLayer layer, Tensor x, List<Tensor> state, double dropout, RandomGenerator random) {
    int directions = layer.bidirectional() ? 2 : 1;
    List<List<Tensor>> last = new ArrayList<>();
    Tensor below = x;
    for (int l = 0; l < layer.layers(); l++) {
      if (l > 0 && dropout > 0) {
        below = Dropout.apply(below, dropout, random);
      }
      Tensor[] sequences = new Tensor[directions];
      for (int d = 0; d < directions; d++) {
        int row = l * directions + d;
        List<Tensor> s = state.stream().map(t -> t.select(0, row)).toList();
        Tensor[] hidden = new Tensor[(int) x.size(0)];
        for (int k = 0; k < hidden.length; k++) {
          int t = d == 0 ? k : hidden.length - 1 - k;
          s = step(layer, l, d == 1, below.select(0, t), s);
          hidden[t] = s.get(0);
        }
        sequences[d] = stack(0, hidden);
        last.add(s);
      }
      below = concat(sequences);
    }
    List<Tensor> states = new ArrayList<>();
    for (int s = 0; s < state.size(); s++) {
      int which = s;
      states.add(stack(0, last.stream().map(l -> l.get(which)).toArray(Tensor[]::new)));
    }
    return new SequenceLayer.Output(below, states);
  }

  private static List<Tensor> step(
      SequenceLayer layer, int l, boolean reverse, Tensor x, List<Tensor> s) {
    if (layer instanceof LSTM lstm) {
      LSTMState next = lstm.cell(l, reverse).forward(x, new LSTMState(s.get(0), s.get(1)));
      return List.of(next.h(), next.c());
    }
    if (layer instanceof GRU gru) {
      return List.of(gru.cell(l, reverse).forward(x, s.get(0)));
    }
    return List.of(((RNN) layer).cell(l, reverse).forward(x, s.get(0)));
  }
}
