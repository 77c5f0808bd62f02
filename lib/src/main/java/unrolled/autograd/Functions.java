package unrolled.autograd;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Functions of tensors, to be imported statically. y is the result, g = dL/dy. */
public final class Functions {
  private Functions() {}

  /** 1 / (1 + exp(-x)); dL/dx = g y (1 - y). */
  public static Tensor sigmoid(Tensor x) {
    INDArray y = Transforms.sigmoid(x.array(), true);
    return Arithmetic.operation(
        "sigmoid", y, g -> Arithmetic.accumulate(x, g.mul(y).muli(y.rsub(1))), x);
  }

  /** dL/dx = g (1 - y²). */
  public static Tensor tanh(Tensor x) {
    INDArray y = Transforms.tanh(x.array(), true);
    return Arithmetic.operation(
        "tanh", y, g -> Arithmetic.accumulate(x, g.mul(y.mul(y).rsubi(1))), x);
  }

  /** max(x, 0); dL/dx = g where x > 0, else 0. */
  public static Tensor relu(Tensor x) {
    INDArray y = Transforms.relu(x.array(), true);
    return Arithmetic.operation(
        "relu", y, g -> Arithmetic.accumulate(x, g.mul(Transforms.sign(y, true))), x);
  }

  /** dL/dx = g y. */
  public static Tensor exp(Tensor x) {
    INDArray y = Transforms.exp(x.array(), true);
    return Arithmetic.operation("exp", y, g -> Arithmetic.accumulate(x, g.mul(y)), x);
  }

  /** The natural logarithm; dL/dx = g / x. */
  public static Tensor log(Tensor x) {
    INDArray y = Transforms.log(x.array(), true);
    return Arithmetic.operation("log", y, g -> Arithmetic.accumulate(x, g.div(x.array())), x);
  }

  /** exp(x) / sum of exp(x) over the last dimension; dL/dx = y (g - sum of g y). */
  public static Tensor softmax(Tensor x) {
    return CrossEntropy.softmax(x);
  }

  /** Joins along the last dimension. */
  public static Tensor concat(Tensor... parts) {
    return concat(-1, parts);
  }

  /** Joins along a dimension; all other sizes must agree. */
  public static Tensor concat(int dim, Tensor... parts) {
    return Blocks.concat(dim, List.of(parts));
  }

  /** Lays tensors of one shape side by side along a new dimension. */
  public static Tensor stack(int dim, Tensor... parts) {
    return Blocks.stack(dim, List.of(parts));
  }

  /** y = x Wᵀ + b over the last dimension: x [..., in], weight [out, in], bias [out] or null. */
  public static Tensor affine(Tensor x, Tensor weight, Tensor bias) {
    return Arithmetic.affine(x, weight, bias);
  }

  /**
   * Rows of a table: table [V, E], ids [N] gives [N, E]. The row's gradients add where it recurs.
   */
  public static Tensor gather(Tensor table, int[] ids) {
    return Blocks.gather(table, ids.clone(), ids.length, table.size(-1));
  }

  /** Rows of a table: table [V, E], ids [T][B] gives [T, B, E]. */
  public static Tensor gather(Tensor table, int[][] ids) {
    int[] flat = flat("gather, ids", ids);
    return Blocks.gather(table, flat, ids.length, ids[0].length, table.size(-1));
  }

  /**
   * The mean of -log softmax(logits)[target] in nats: logits [N, V], targets [N] gives a scalar.
   */
  public static Tensor softmaxCrossEntropy(Tensor logits, int[] targets) {
    Shapes.rank("softmaxCrossEntropy, logits", 2, logits);
    return CrossEntropy.mean(logits, targets.clone());
  }

  /** The mean over all steps and streams: logits [T, B, V], targets [T][B] gives a scalar. */
  public static Tensor softmaxCrossEntropy(Tensor logits, int[][] targets) {
    Shapes.rank("softmaxCrossEntropy, logits", 3, logits);
    int[] flat = flat("softmaxCrossEntropy, targets", targets);
    if (targets.length != logits.size(0) || targets[0].length != logits.size(1)) {
      throw Shapes.wrong(
          "softmaxCrossEntropy, targets",
          "[" + logits.size(0) + "][" + logits.size(1) + "]",
          "[" + targets.length + "][" + targets[0].length + "]");
    }
    return CrossEntropy.mean(logits, flat);
  }

  private static int[] flat(String argument, int[][] rows) {
    if (rows.length == 0 || Arrays.stream(rows).anyMatch(r -> r.length != rows[0].length)) {
      throw Shapes.wrong(argument, "at least one row, all equally long", Arrays.deepToString(rows));
    }
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }
}
