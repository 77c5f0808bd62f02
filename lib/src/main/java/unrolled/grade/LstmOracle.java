package unrolled.grade;

import static unrolled.grade.Plain.add;
import static unrolled.grade.Plain.affine;
import static unrolled.grade.Plain.concat;
import static unrolled.grade.Plain.mul;
import static unrolled.grade.Plain.sigmoid;
import static unrolled.grade.Plain.tanh;
import static unrolled.grade.Plain.zeros;

/** An LSTM in plain arrays. Gates are in the order forget, input, candidate, output. */
final class LstmOracle {
  static final int FORGET = 0;
  static final int INPUT = 1;
  static final int CANDIDATE = 2;
  static final int OUTPUT = 3;
  static final int GATES = 4;

  /** h and c, each [B][H]. */
  @SuppressWarnings("ArrayRecordComponent") // an oracle lives for one check
  record State(double[][] h, double[][] c) {
    Object both() {
      return new double[][][] {h, c};
    }
  }

  /** What the gates say, each [B][H]; a is the candidate before its tanh. */
  @SuppressWarnings("ArrayRecordComponent")
  record Signals(double[][] f, double[][] i, double[][] a, double[][] g, double[][] o) {}

  final int inputs;
  final int hidden;

  /** [gate][H][H+D] on z = [h, x]. */
  final double[][][] weights = new double[GATES][][];

  /** [gate][H]. */
  final double[][] biases = new double[GATES][];

  LstmOracle(Draw draw) {
    inputs = draw.inputs;
    hidden = draw.hidden;
    for (int g = 0; g < GATES; g++) {
      weights[g] = draw.matrix(hidden, hidden + inputs);
      biases[g] = draw.bias(hidden);
    }
  }

  A3.Weights linears() {
    return new A3.Weights(linear(FORGET), linear(INPUT), linear(CANDIDATE), linear(OUTPUT));
  }

  private unrolled.nn.Linear linear(int gate) {
    return Draw.linear(weights[gate], biases[gate]);
  }

  Signals signals(double[][] z) {
    double[][] a = affine(z, weights[CANDIDATE], biases[CANDIDATE]);
    return new Signals(gate(FORGET, z), gate(INPUT, z), a, tanh(a), gate(OUTPUT, z));
  }

  private double[][] gate(int gate, double[][] z) {
    return sigmoid(affine(z, weights[gate], biases[gate]));
  }

  State step(double[][] x, State s) {
    Signals y = signals(concat(s.h, x));
    double[][] c = add(mul(y.f, s.c), mul(y.i, y.g));
    return new State(mul(y.o, tanh(c)), c);
  }

  State zero(int batch) {
    return new State(zeros(batch, hidden), zeros(batch, hidden));
  }

  /** The states after each step. */
  State[] run(double[][][] x) {
    State[] states = new State[x.length];
    State s = zero(x[0].length);
    for (int t = 0; t < x.length; t++) {
      s = step(x[t], s);
      states[t] = s;
    }
    return states;
  }

  double[][][] hiddenStates(double[][][] x) {
    State[] states = run(x);
    double[][][] h = new double[states.length][][];
    for (int t = 0; t < h.length; t++) {
      h[t] = states[t].h;
    }
    return h;
  }

  /** A copy whose gates are taken from other places: gate g has what gate order[g] had. */
  LstmOracle permuted(Draw draw, int... order) {
    LstmOracle other = new LstmOracle(draw);
    for (int g = 0; g < GATES; g++) {
      other.weights[g] = weights[order[g]];
      other.biases[g] = biases[order[g]];
    }
    return other;
  }
}
