package unrolled.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.provider.Arguments;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.Module;
import unrolled.nn.SequenceLayer;

/** Random inputs, states and gradients of one size, and our own answer to them. */
final class OracleCase {
  static final int D = 3;
  static final int H = 5;

  final DataType type;
  final Random random;
  final Tensor x;
  final List<Tensor> state;
  final Tensor dSequence;
  final List<Tensor> dState;

  OracleCase(DataType type, int steps, int batch, int states, boolean given, long seed) {
    this.type = type;
    this.random = new Random(seed);
    x = Tensor.parameter(uniform(steps, batch, D));
    dSequence = uniform(steps, batch, H);
    List<Tensor> initial = new ArrayList<>();
    List<Tensor> dLast = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      Tensor drawn = uniform(1, batch, H);
      initial.add(Tensor.parameter(given ? drawn : Tensor.zeros(type, 1, batch, H)));
      dLast.add(uniform(1, batch, H));
    }
    state = List.copyOf(initial);
    dState = List.copyOf(dLast);
  }

  /** Both precisions, T 1, 2, 17, B 1, 3, with and without a state, three seeds. */
  static List<Arguments> all() {
    List<Arguments> cases = new ArrayList<>();
    for (DataType type : List.of(DataType.DOUBLE, DataType.FLOAT)) {
      for (int steps : List.of(1, 2, 17)) {
        for (int batch : List.of(1, 3)) {
          for (boolean given : List.of(false, true)) {
            for (long seed : List.of(1L, 2L, 3L)) {
              cases.add(arguments(type, steps, batch, given, seed));
            }
          }
        }
      }
    }
    return cases;
  }

  Tensor uniform(long... shape) {
    return Tensor.uniform(random, -1, 1, type, shape);
  }

  /** Every parameter different from every other, biases too, and far from its start. */
  <M extends Module> M scrambled(M cell) {
    cell.parameters().values().forEach(p -> p.assign(uniform(p.shape())));
    return cell;
  }

  /** Leaves dL/d... of our layer in the parameters, x and the state. */
  SequenceLayer.Output ours(SequenceLayer layer, boolean withLastState) {
    SequenceLayer.Output out = layer.forward(x, state);
    Tensor loss = out.sequence().mul(dSequence).sum();
    for (int s = 0; withLastState && s < state.size(); s++) {
      loss = loss.add(out.state().get(s).mul(dState.get(s)).sum());
    }
    loss.backward();
    return out;
  }

  void compareOutputs(SequenceLayer.Output actual, SequenceLayer.Output expected) {
    close("sequence", actual.sequence(), expected.sequence());
    assertThat(actual.state()).hasSameSizeAs(expected.state());
    for (int s = 0; s < actual.state().size(); s++) {
      close("last state " + s, actual.state().get(s), expected.state().get(s));
    }
  }

  void compareGradients(ReferenceGradients actual, Module cell) {
    Map<String, Tensor> parameters = cell.parameters();
    assertThat(actual.parameters().keySet())
        .containsExactlyInAnyOrderElementsOf(parameters.keySet());
    parameters.forEach(
        (name, p) -> close("d " + name, actual.parameters().get(name), p.gradient()));
    close("d x", actual.input(), x.gradient());
    for (int s = 0; s < actual.initialState().size(); s++) {
      close("d state " + s, actual.initialState().get(s), state.get(s).gradient());
    }
  }

  /** 1e-10 in double, 1e-5 in float, relative where the values are above 1. */
  void close(String what, Tensor actual, Tensor expected) {
    double size = 1;
    for (double v : expected.toDoubles()) {
      size = Math.max(size, Math.abs(v));
    }
    assertThat(Difference.max(actual, expected) / size)
        .as(what)
        .isLessThan(type == DataType.DOUBLE ? 1e-10 : 1e-5);
  }
}
