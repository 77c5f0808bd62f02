package unrolled.grade;

import static unrolled.grade.Plain.add;
import static unrolled.grade.Plain.affine;
import static unrolled.grade.Plain.tanh;

import unrolled.nn.Linear;

/** A plain recurrent cell in plain arrays: h' = tanh(W x + U h + b). */
final class RnnOracle {
  /** [H][D]. */
  final double[][] w;

  /** [H][H]. */
  final double[][] u;

  final double[] b;
  final int hidden;

  RnnOracle(Draw draw) {
    this(draw, draw.inputs);
  }

  RnnOracle(Draw draw, int inputs) {
    hidden = draw.hidden;
    w = draw.matrix(hidden, inputs);
    u = draw.matrix(hidden, hidden);
    b = draw.bias(hidden);
  }

  Linear input() {
    return Draw.linear(w, null);
  }

  Linear recurrent() {
    return Draw.linear(u, b);
  }

  double[][] step(double[][] x, double[][] h) {
    return tanh(add(affine(x, w, null), affine(h, u, b)));
  }

  double[][] zero(int batch) {
    return Plain.zeros(batch, hidden);
  }

  /** The hidden states of all steps from the zero state. */
  double[][][] run(double[][][] x) {
    return run(x, zero(x[0].length));
  }

  double[][][] run(double[][][] x, double[][] h0) {
    double[][][] all = new double[x.length][][];
    double[][] h = h0;
    for (int t = 0; t < x.length; t++) {
      h = step(x[t], h);
      all[t] = h;
    }
    return all;
  }
}
