package unrolled.autograd;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** Softmax over the last dimension and the loss on top of it, row by row, in double inside. */
final class CrossEntropy {
  private CrossEntropy() {}

  /** Turns a row of logits into probabilities; returns log of the sum of exp(logits). */
  private static double normalise(double[] row) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : row) {
      max = Math.max(max, logit);
    }
    double sum = 0;
    for (int v = 0; v < row.length; v++) {
      row[v] = Math.exp(row[v] - max);
      sum += row[v];
    }
    for (int v = 0; v < row.length; v++) {
      row[v] /= sum;
    }
    return max + Math.log(sum);
  }

  private static void read(Storage from, int at, double[] row) {
    if (from.type == DataType.FLOAT) {
      float[] floats = from.floats();
      for (int v = 0; v < row.length; v++) {
        row[v] = floats[at + v];
      }
    } else {
      System.arraycopy(from.doubles(), at, row, 0, row.length);
    }
  }

  private static void write(double[] row, double factor, Object to, int at) {
    if (to instanceof float[] floats) {
      for (int v = 0; v < row.length; v++) {
        floats[at + v] = (float) (row[v] * factor);
      }
    } else {
      double[] doubles = (double[]) to;
      for (int v = 0; v < row.length; v++) {
        doubles[at + v] = row[v] * factor;
      }
    }
  }

  static Tensor softmax(Tensor x) {
    if (x.rank() < 1) {
      throw Shapes.wrong("softmax, x", "rank of at least 1", "a scalar");
    }
    int length = Shapes.length(x.shape());
    double[] row = new double[(int) x.size(-1)];
    Object values = Storage.emptyPlain(x.dataType(), length);
    for (int at = 0; at < length; at += row.length) {
      read(x.storage(), at, row);
      normalise(row);
      write(row, 1, values, at);
    }
    Storage y = Storage.adopt(values, x.shape());
    return Tensor.node(
            "softmax",
            List.of(x),
            List.of(Tensor.constant(y)),
            gradients -> x.accumulateGradient(softmaxGradient(y, gradients.get(0).storage())))
        .get(0);
  }

  private static Tensor softmaxGradient(Storage y, Storage g) {
    int length = Shapes.length(y.shape);
    int width = (int) y.shape[y.shape.length - 1];
    double[] p = new double[width];
    double[] gp = new double[width];
    Object result = Storage.emptyPlain(y.type, length);
    for (int at = 0; at < length; at += width) {
      read(y, at, p);
      read(g, at, gp);
      double dot = 0;
      for (int v = 0; v < width; v++) {
        dot += p[v] * gp[v];
      }
      for (int v = 0; v < width; v++) {
        gp[v] = p[v] * (gp[v] - dot);
      }
      write(gp, 1, result, at);
    }
    return Tensor.constant(Storage.adopt(result, y.shape));
  }

  /**
   * The gradient, (softmax - one-hot) / N, falls out of the forward pass and is kept for backward.
   */
  static Tensor mean(Tensor logits, int[] targets) {
    int width = (int) logits.size(-1);
    int length = Shapes.length(logits.shape());
    if (targets.length * width != length) {
      throw Shapes.wrong(
          "softmaxCrossEntropy, targets", length / width + " numbers", targets.length);
    }
    boolean record = logits.requiresGradient() && !NoGradient.active();
    Object slope = record ? Storage.emptyPlain(logits.dataType(), length) : null;
    double[] row = new double[width];
    double loss = 0;
    for (int n = 0; n < targets.length; n++) {
      int target = targets[n];
      if (target < 0 || target >= width) {
        throw Shapes.wrong(
            "softmaxCrossEntropy, targets", "numbers of 0 to " + (width - 1), target + " at " + n);
      }
      int at = n * width;
      read(logits.storage(), at, row);
      double logit = row[target];
      loss += normalise(row) - logit;
      if (record) {
        row[target] -= 1;
        write(row, 1.0 / targets.length, slope, at);
      }
    }
    Tensor value = Tensor.scalar(logits.dataType(), loss / targets.length);
    return Tensor.node(
            "softmaxCrossEntropy",
            List.of(logits),
            List.of(value),
            gradients -> {
              Tensor g = gradients.get(0);
              Tensor kept = Tensor.constant(Storage.adopt(slope, logits.shape()));
              logits.accumulateGradient(g.item() == 1 ? kept : kept.mul(g.item()));
            })
        .get(0);
  }
}
