package unrolled.autograd;

import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sums, products and their chain rules, each written as the maths it is. */
final class Arithmetic {
  private Arithmetic() {}

  /** An operation with one output; back gets dL/dy. */
  static Tensor operation(String name, Storage value, Consumer<INDArray> back, Tensor... inputs) {
    return Tensor.node(
            name,
            List.of(inputs),
            List.of(Tensor.constant(value)),
            gradients -> back.accept(gradients.get(0).array()))
        .get(0);
  }

  static Tensor operation(String name, INDArray value, Consumer<INDArray> back, Tensor... inputs) {
    return operation(name, Storage.adopt(value), back, inputs);
  }

  /** Adds dL/dx, summed over the dimensions along which x was broadcast. */
  static void accumulate(Tensor x, INDArray gradient) {
    if (x.requiresGradient()) {
      x.accumulateGradient(Tensor.constant(Storage.adopt(reduced(gradient, x))));
    }
  }

  private static INDArray reduced(INDArray gradient, Tensor x) {
    if (gradient.rank() == x.rank()) {
      return gradient;
    }
    return x.rank() == 0 ? total(gradient) : Rows.sum(gradient).array();
  }

  private static INDArray total(INDArray a) {
    return Nd4j.scalar(a.dataType(), a.sumNumber());
  }

  private static INDArray rows(INDArray a) {
    return a.reshape('c', a.length() / a.size(-1), a.size(-1));
  }

  private static INDArray expanded(Tensor x, long[] shape) {
    if (x.rank() == shape.length) {
      return x.array();
    }
    if (x.rank() == 0) {
      return filled(x.dataType(), x.item(), shape);
    }
    return Rows.plus(Nd4j.zeros(x.dataType(), shape), x.storage()).array();
  }

  private static INDArray filled(DataType type, double value, long... shape) {
    return Nd4j.zeros(type, shape).addi(value);
  }

  static Tensor add(Tensor a, Tensor b) {
    long[] shape = Shapes.broadcast("add", a, b);
    return operation(
        "add",
        expanded(a, shape).add(expanded(b, shape)),
        g -> {
          accumulate(a, g);
          accumulate(b, g);
        },
        a,
        b);
  }

  static Tensor sub(Tensor a, Tensor b) {
    long[] shape = Shapes.broadcast("sub", a, b);
    return operation(
        "sub",
        expanded(a, shape).sub(expanded(b, shape)),
        g -> {
          accumulate(a, g);
          accumulate(b, g.neg());
        },
        a,
        b);
  }

  static Tensor mul(Tensor a, Tensor b) {
    long[] shape = Shapes.broadcast("mul", a, b);
    INDArray left = expanded(a, shape);
    INDArray right = expanded(b, shape);
    return operation(
        "mul",
        left.mul(right),
        g -> {
          accumulate(a, g.mul(right));
          accumulate(b, g.mul(left));
        },
        a,
        b);
  }

  static Tensor div(Tensor a, Tensor b) {
    long[] shape = Shapes.broadcast("div", a, b);
    INDArray right = expanded(b, shape);
    INDArray quotient = expanded(a, shape).div(right);
    return operation(
        "div",
        quotient,
        g -> {
          accumulate(a, g.div(right));
          accumulate(b, g.mul(quotient).div(right).neg());
        },
        a,
        b);
  }

  static Tensor scale(Tensor a, double factor) {
    return operation("scale", a.array().mul(factor), g -> accumulate(a, g.mul(factor)), a);
  }

  static Tensor shift(Tensor a, double term) {
    return operation("shift", a.array().add(term), g -> accumulate(a, g), a);
  }

  static Tensor matmul(Tensor a, Tensor b) {
    Shapes.sameType("matmul, other", a, b);
    Shapes.rank("matmul, left", 2, a);
    Shapes.rank("matmul, other", 2, b);
    if (a.size(1) != b.size(0)) {
      throw Shapes.wrong("matmul, other", "shape [" + a.size(1) + ", M]", Shapes.text(b.shape()));
    }
    INDArray left = a.array();
    INDArray right = b.array();
    return operation(
        "matmul",
        left.mmul(right),
        g -> {
          accumulate(a, g.mmul(right.transpose()));
          accumulate(b, left.transpose().mmul(g));
        },
        a,
        b);
  }

  /** y = x Wᵀ + b over the last dimension. */
  static Tensor affine(Tensor x, Tensor weight, Tensor bias) {
    Shapes.sameType("affine, weight", x, weight);
    Shapes.rank("affine, weight", 2, weight);
    if (x.rank() < 1 || x.size(-1) != weight.size(1)) {
      throw Shapes.wrong(
          "affine, x", "shape [..., " + weight.size(1) + "]", Shapes.text(x.shape()));
    }
    INDArray rows = rows(x.array());
    INDArray w = weight.array();
    if (bias != null) {
      Shapes.sameType("affine, bias", x, bias);
      Shapes.same("affine, bias", new long[] {weight.size(0)}, bias);
    }
    INDArray y = rows.mmul(w.transpose());
    long[] shape = Shapes.with(x.shape(), x.rank() - 1, weight.size(0));
    Consumer<INDArray> back =
        g -> {
          INDArray gy = rows(g);
          if (x.requiresGradient()) {
            accumulate(x, gy.mmul(w).dup('c').reshape('c', x.shape()));
          }
          if (weight.requiresGradient()) {
            accumulate(weight, gy.transpose().mmul(rows));
          }
          if (bias != null) {
            bias.accumulateGradient(Tensor.constant(Rows.sum(g)));
          }
        };
    if (bias == null) {
      Storage product = Storage.adopt(y.dup('c').reshape('c', shape));
      return operation("affine", product, back, x, weight);
    }
    Storage value = Rows.plus(y, bias.storage()).reshaped(shape);
    return operation("affine", value, back, x, weight, bias);
  }

  static Tensor transpose(Tensor a) {
    Shapes.rank("transpose", 2, a);
    return operation("transpose", a.array().transpose(), g -> accumulate(a, g.transpose()), a);
  }

  static Tensor reshape(Tensor a, long... shape) {
    if (Shapes.length(shape) != Shapes.length(a.shape())) {
      throw Shapes.wrong(
          "reshape, shape", "as many elements as " + Shapes.text(a.shape()), Shapes.text(shape));
    }
    return Tensor.node(
            "reshape",
            List.of(a),
            List.of(Tensor.constant(a.storage().reshaped(shape))),
            g -> a.accumulateGradient(Tensor.constant(g.get(0).storage().reshaped(a.shape()))))
        .get(0);
  }

  static Tensor sum(Tensor a) {
    return operation(
        "sum",
        total(a.array()),
        g -> accumulate(a, filled(a.dataType(), g.getDouble(0), a.shape())),
        a);
  }

  static Tensor sum(Tensor a, int dim) {
    int d = Shapes.dimension("sum", dim, a.shape());
    if (a.rank() == 1) {
      return sum(a);
    }
    INDArray zeros = Nd4j.zeros(a.dataType(), a.shape());
    return operation(
        "sum",
        a.array().sum(d),
        g -> {
          INDArray kept = g.reshape('c', Shapes.with(a.shape(), d, 1));
          accumulate(a, zeros.add(kept));
        },
        a);
  }
}
