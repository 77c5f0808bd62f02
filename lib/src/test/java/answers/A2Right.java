package answers;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unrolled.autograd.Tensor;
import unrolled.grade.A2;
import unrolled.nn.RNNCell;

/** Right answers to assignment 2, in the styles that students write. */
public final class A2Right {
  private A2Right() {}

  static double[] throughTanh(double[] h, double[] dh) {
    double[] da = new double[h.length];
    for (int i = 0; i < da.length; i++) {
      da[i] = (1 - h[i] * h[i]) * dh[i];
    }
    return da;
  }

  public static List<A2.ThroughTanh> throughTanhs() {
    return List.of(
        (h, dh) -> throughTanh(h, dh),
        (h, dh) ->
            IntStream.range(0, h.length).mapToDouble(i -> dh[i] - dh[i] * h[i] * h[i]).toArray(),
        (h, dh) -> {
          Arrays.setAll(dh, i -> dh[i] * (1 - h[i]) * (1 + h[i]));
          return dh;
        },
        (h, dh) -> {
          INDArray a = Nd4j.create(h);
          return a.mul(a).rsub(1).mul(Nd4j.create(dh)).toDoubleVector();
        },
        (h, dh) -> {
          Tensor t = Tensor.vector(h);
          return t.mul(t).neg().add(1).mul(Tensor.vector(dh)).toDoubles();
        });
  }

  static double[] throughStep(double[][] u, double[] da) {
    double[] dh = new double[u[0].length];
    for (int i = 0; i < u.length; i++) {
      for (int j = 0; j < dh.length; j++) {
        dh[j] += u[i][j] * da[i];
      }
    }
    return dh;
  }

  public static List<A2.ThroughStep> throughSteps() {
    return List.of(
        (u, da) -> throughStep(u, da),
        (u, da) -> Nd4j.create(u).transpose().mmul(Nd4j.create(da)).toDoubleVector(),
        (u, da) ->
            IntStream.range(0, u[0].length)
                .mapToDouble(
                    j -> IntStream.range(0, u.length).mapToDouble(i -> u[i][j] * da[i]).sum())
                .toArray(),
        (u, da) -> Tensor.of(new double[][] {da}).matmul(Tensor.of(u)).toDoubles(),
        (u, da) -> {
          double[] dh = new double[u[0].length];
          for (int j = 0; j < dh.length; j++) {
            double sum = 0;
            for (int i = u.length - 1; i >= 0; i--) {
              sum += da[i] * u[i][j];
            }
            dh[j] = sum;
          }
          return dh;
        });
  }

  static A2.Gradients backward(double[][] u, double[][] x, double[][] h, double[][] dh) {
    int hidden = u.length;
    double[][] dw = new double[hidden][x[0].length];
    double[][] du = new double[hidden][hidden];
    double[] db = new double[hidden];
    double[] fromLater = new double[hidden];
    for (int t = x.length - 1; t >= 0; t--) {
      double[] all = new double[hidden];
      for (int j = 0; j < hidden; j++) {
        all[j] = dh[t][j] + fromLater[j];
      }
      double[] da = throughTanh(h[t], all);
      double[] before = t == 0 ? new double[hidden] : h[t - 1];
      for (int i = 0; i < hidden; i++) {
        db[i] += da[i];
        for (int k = 0; k < x[t].length; k++) {
          dw[i][k] += da[i] * x[t][k];
        }
        for (int k = 0; k < hidden; k++) {
          du[i][k] += da[i] * before[k];
        }
      }
      fromLater = throughStep(u, da);
    }
    return new A2.Gradients(dw, du, db);
  }

  private static A2.Gradients matrices(double[][] u, double[][] x, double[][] h, double[][] dh) {
    INDArray recurrent = Nd4j.create(u);
    INDArray dw = Nd4j.zeros(recurrent.dataType(), u.length, x[0].length);
    INDArray du = Nd4j.zeros(recurrent.dataType(), u.length, u.length);
    INDArray db = Nd4j.zeros(recurrent.dataType(), 1, u.length);
    INDArray later = Nd4j.zeros(recurrent.dataType(), 1, u.length);
    for (int t = x.length - 1; t >= 0; t--) {
      INDArray now = Nd4j.create(new double[][] {h[t]});
      INDArray da = later.add(Nd4j.create(new double[][] {dh[t]})).mul(now.mul(now).rsub(1));
      dw.addi(da.transpose().mmul(Nd4j.create(new double[][] {x[t]})));
      if (t > 0) {
        du.addi(da.transpose().mmul(Nd4j.create(new double[][] {h[t - 1]})));
      }
      db.addi(da);
      later = da.mmul(recurrent);
    }
    return new A2.Gradients(dw.toDoubleMatrix(), du.toDoubleMatrix(), db.toDoubleVector());
  }

  public static List<A2.Backward> backwards() {
    return List.of(
        A2Right::backward,
        A2Right::matrices,
        A2Right::inTwoPasses,
        (u, x, h, dh) ->
            recursive(
                u,
                x,
                h,
                dh,
                x.length - 1,
                new double[u.length],
                new A2.Gradients(
                    new double[u.length][x[0].length],
                    new double[u.length][u.length],
                    new double[u.length])),
        A2Right::byTheAutograd);
  }

  /** First all dL/da, then the sums. */
  private static A2.Gradients inTwoPasses(double[][] u, double[][] x, double[][] h, double[][] dh) {
    int steps = x.length;
    double[][] da = new double[steps][];
    for (int t = steps - 1; t >= 0; t--) {
      double[] later = t == steps - 1 ? new double[u.length] : throughStep(u, da[t + 1]);
      double[] direct = dh[t];
      da[t] =
          throughTanh(
              h[t], IntStream.range(0, u.length).mapToDouble(i -> direct[i] + later[i]).toArray());
    }
    INDArray all = Nd4j.create(da);
    double[][] before = new double[steps][u.length];
    System.arraycopy(h, 0, before, 1, steps - 1);
    return new A2.Gradients(
        all.transpose().mmul(Nd4j.create(x)).toDoubleMatrix(),
        all.transpose().mmul(Nd4j.create(before)).toDoubleMatrix(),
        all.sum(0).toDoubleVector());
  }

  private static A2.Gradients recursive(
      double[][] u,
      double[][] x,
      double[][] h,
      double[][] dh,
      int t,
      double[] later,
      A2.Gradients sums) {
    if (t < 0) {
      return sums;
    }
    double[] all = new double[u.length];
    Arrays.setAll(all, i -> dh[t][i] + later[i]);
    double[] da = throughTanh(h[t], all);
    for (int i = 0; i < da.length; i++) {
      sums.b()[i] += da[i];
      for (int k = 0; k < x[t].length; k++) {
        sums.w()[i][k] += da[i] * x[t][k];
      }
      for (int k = 0; t > 0 && k < da.length; k++) {
        sums.u()[i][k] += da[i] * h[t - 1][k];
      }
    }
    return recursive(u, x, h, dh, t - 1, throughStep(u, da), sums);
  }

  /** dL/da as the gradient of an argument that is added to what gave the known states. */
  private static A2.Gradients byTheAutograd(
      double[][] u, double[][] x, double[][] h, double[][] dh) {
    Tensor recurrent = Tensor.of(u);
    Tensor[] nudges = new Tensor[x.length];
    Tensor state = Tensor.of(new double[1][u.length]);
    Tensor loss = Tensor.scalar(0);
    double[][] before = new double[x.length][u.length];
    System.arraycopy(h, 0, before, 1, x.length - 1);
    for (int t = 0; t < x.length; t++) {
      double[] rest =
          Tensor.of(new double[][] {before[t]}).matmul(recurrent.transpose()).toDoubles();
      double[] fromInput = new double[u.length];
      for (int i = 0; i < u.length; i++) {
        fromInput[i] = 0.5 * Math.log((1 + h[t][i]) / (1 - h[t][i])) - rest[i];
      }
      nudges[t] = Tensor.parameter(Tensor.of(new double[][] {fromInput}));
      state = unrolled.autograd.Functions.tanh(state.matmul(recurrent.transpose()).add(nudges[t]));
      loss = loss.add(state.mul(Tensor.of(new double[][] {dh[t]})).sum());
    }
    loss.backward();
    double[][] da =
        Arrays.stream(nudges).map(n -> n.gradient().toDoubles()).toArray(double[][]::new);
    Tensor turned = Tensor.of(da).transpose();
    return new A2.Gradients(
        turned.matmul(Tensor.of(x)).array().toDoubleMatrix(),
        turned.matmul(Tensor.of(before)).array().toDoubleMatrix(),
        Nd4j.create(da).sum(0).toDoubleVector());
  }

  public static List<A2.Truncated> truncateds() {
    return List.of(
        (cell, x, k) -> {
          Tensor h = cell.zeroState((int) x.size(1));
          for (int t = 0; t < x.size(0); t++) {
            if (t % k == 0) {
              h = h.detach();
            }
            h = cell.forward(x.select(0, t), h);
          }
          return h;
        },
        A2Right::chunked,
        (cell, x, k) -> {
          Tensor h = cell.zeroState((int) x.size(1));
          for (int t = 0; t < x.size(0); t++) {
            h = cell.forward(x.select(0, t), h);
            h = (t + 1) % k == 0 && t + 1 < x.size(0) ? h.detach() : h;
          }
          return h;
        },
        (cell, x, k) -> fromStep(cell, x, k, 0, cell.zeroState((int) x.size(1))),
        (cell, x, k) -> {
          int last = (int) x.size(0) - 1;
          int cut = last / k * k; // all before the last cut needs no graph at all
          Tensor start =
              unrolled.autograd.NoGradient.run(
                  () -> {
                    Tensor h = cell.zeroState((int) x.size(1));
                    for (int t = 0; t < cut; t++) {
                      h = cell.forward(x.select(0, t), h);
                    }
                    return h;
                  });
          Tensor h = start.detach();
          for (int t = cut; t <= last; t++) {
            h = cell.forward(x.select(0, t), h);
          }
          return h;
        });
  }

  private static Tensor fromStep(RNNCell cell, Tensor x, int k, int t, Tensor h) {
    return t == x.size(0)
        ? h
        : fromStep(cell, x, k, t + 1, cell.forward(x.select(0, t), t % k == 0 ? h.detach() : h));
  }

  private static Tensor chunked(RNNCell cell, Tensor x, int k) {
    Tensor h = cell.zeroState((int) x.size(1));
    for (long start = 0; start < x.size(0); start += k) {
      Tensor chunk = x.slice(0, start, Math.min(start + k, x.size(0)));
      Tensor cut = h.detach();
      for (int t = 0; t < chunk.size(0); t++) {
        cut = cell.forward(chunk.select(0, t), cut);
      }
      h = cut;
    }
    return h;
  }

  public static List<A2.Clip> clips() {
    return List.of(
        A2Right::clip,
        (g, max) -> {
          INDArray all = Nd4j.create(g);
          double norm = all.norm2Number().doubleValue();
          return norm <= max ? g : all.mul(max / norm).toDoubleMatrix();
        },
        (g, max) -> {
          double squares = Arrays.stream(g).flatMapToDouble(Arrays::stream).map(v -> v * v).sum();
          double factor = Math.min(1, max / Math.sqrt(squares));
          return Arrays.stream(g)
              .map(row -> Arrays.stream(row).map(v -> v * factor).toArray())
              .toArray(double[][]::new);
        },
        (g, max) -> {
          double norm = 0;
          for (double[] row : g) {
            for (double v : row) {
              norm = Math.hypot(norm, v);
            }
          }
          double by = norm > max ? norm / max : 1;
          double[][] clipped = new double[g.length][];
          for (int r = 0; r < g.length; r++) {
            clipped[r] = Arrays.stream(g[r]).map(v -> v / by).toArray();
          }
          return clipped;
        },
        (g, max) -> {
          Tensor all = Tensor.of(g);
          double norm = Math.sqrt(all.mul(all).sum().item());
          return all.mul(Math.min(1, max / norm)).array().toDoubleMatrix();
        });
  }

  private static double[][] clip(double[][] g, double max) {
    double squares = 0;
    for (double[] row : g) {
      for (double v : row) {
        squares += v * v;
      }
    }
    double norm = Math.sqrt(squares);
    if (norm > max) {
      for (double[] row : g) {
        for (int i = 0; i < row.length; i++) {
          row[i] *= max / norm;
        }
      }
    }
    return g;
  }
}
