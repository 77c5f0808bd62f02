package unrolled.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Every operation: its gradient by central differences, and its answer to a wrong shape. */
class OperationsTest {
  private static Arguments op(String name, Function<List<Tensor>, Tensor> f, long[]... shapes) {
    return arguments(name, f, shapes);
  }

  private static long[] s(long... sizes) {
    return sizes;
  }

  static Stream<Arguments> operations() {
    return Stream.of(
        op("add", x -> x.get(0).add(x.get(1)), s(2, 3), s(2, 3)),
        op("add row", x -> x.get(0).add(x.get(1)), s(2, 4, 3), s(3)),
        op("add scalar tensor", x -> x.get(0).add(x.get(1)), s(2, 3), s()),
        op("add scalars", x -> x.get(0).add(x.get(1)), s(), s()),
        op("sub", x -> x.get(0).sub(x.get(1)), s(2, 3), s(2, 3)),
        op("sub from row", x -> x.get(0).sub(x.get(1)), s(3), s(2, 3)),
        op("sub scalar tensor", x -> x.get(0).sub(x.get(1)), s(2, 3), s()),
        op("mul", x -> x.get(0).mul(x.get(1)), s(2, 3), s(2, 3)),
        op("mul row", x -> x.get(0).mul(x.get(1)), s(2, 2, 3), s(3)),
        op("mul scalar tensor", x -> x.get(1).mul(x.get(0)), s(2, 3), s()),
        op("square", x -> x.get(0).mul(x.get(0)), s(2, 3)),
        op("div", x -> x.get(0).div(x.get(1)), s(2, 3), s(2, 3)),
        op("div by row", x -> x.get(0).div(x.get(1)), s(2, 3), s(3)),
        op("div scalar tensor", x -> x.get(0).div(x.get(1)), s(), s(2, 3)),
        op("neg", x -> x.get(0).neg(), s(2, 3)),
        op("scale and shift", x -> x.get(0).mul(3).add(2), s(4)),
        op("matmul", x -> x.get(0).matmul(x.get(1)), s(2, 3), s(3, 4)),
        op("matmul with one row", x -> x.get(0).matmul(x.get(1)), s(1, 3), s(3, 1)),
        op("transpose", x -> x.get(0).transpose(), s(2, 3)),
        op("reshape", x -> x.get(0).reshape(3, 2), s(2, 3)),
        op("slice", x -> x.get(0).slice(1, 1, 3), s(2, 4, 2)),
        op("overlapping slices", x -> x.get(0).slice(0, 0, 3).mul(x.get(0).slice(0, 1, 4)), s(4)),
        op("select", x -> x.get(0).select(-2, 1), s(2, 3, 2)),
        op("sum", x -> x.get(0).sum(), s(2, 3)),
        op("sum of one", x -> x.get(0).sum(0), s(3)),
        op("sum over the middle", x -> x.get(0).sum(1), s(2, 3, 4)),
        op("mean", x -> x.get(0).mean(), s(2, 3)),
        op("sigmoid", x -> Functions.sigmoid(x.get(0)), s(2, 3)),
        op("tanh", x -> Functions.tanh(x.get(0)), s(2, 3)),
        op("sigmoid of both signs", x -> Functions.sigmoid(bothSigns(x)), s(4, 3)),
        op("tanh of both signs", x -> Functions.tanh(bothSigns(x)), s(4, 3)),
        op("exp of both signs", x -> Functions.exp(bothSigns(x)), s(4, 3)),
        op("softmax of both signs", x -> Functions.softmax(bothSigns(x)), s(4, 3)),
        op("relu", x -> Functions.relu(x.get(0).add(-1)), s(4, 3)),
        op("exp", x -> Functions.exp(x.get(0)), s(2, 3)),
        op("log", x -> Functions.log(x.get(0)), s(2, 3)),
        op("softmax", x -> Functions.softmax(x.get(0)), s(2, 3)),
        op("softmax of a vector", x -> Functions.softmax(x.get(0)), s(5)),
        op("concat", x -> Functions.concat(x.get(0), x.get(1)), s(2, 3), s(2, 1)),
        op("concat in front", x -> Functions.concat(0, x.get(0), x.get(1)), s(2, 3), s(1, 3)),
        op("concat with itself", x -> Functions.concat(x.get(0), x.get(0)), s(2, 3)),
        op("concat of one", x -> Functions.concat(x.get(0)), s(2, 3)),
        op(
            "concat in the middle",
            x -> Functions.concat(1, x.get(0), x.get(1), x.get(0)),
            s(2, 3, 2),
            s(2, 1, 2)),
        op("stack in front", x -> Functions.stack(0, x.get(0), x.get(1)), s(2, 3), s(2, 3)),
        op("stack at the end", x -> Functions.stack(-1, x.get(0), x.get(1)), s(2, 3), s(2, 3)),
        op("stack in the middle", x -> Functions.stack(1, x.get(0), x.get(1)), s(2, 3), s(2, 3)),
        op("stack of scalars", x -> Functions.stack(0, x.get(0), x.get(1)), s(), s()),
        op("affine", x -> Functions.affine(x.get(0), x.get(1), x.get(2)), s(2, 3), s(4, 3), s(4)),
        op(
            "affine of [T, B, D]",
            x -> Functions.affine(x.get(0), x.get(1), x.get(2)),
            s(3, 2, 3),
            s(4, 3),
            s(4)),
        op("affine of a vector", x -> Functions.affine(x.get(0), x.get(1), null), s(3), s(4, 3)),
        op("gather", x -> Functions.gather(x.get(0), new int[] {2, 0, 2}), s(4, 3)),
        op(
            "gather [T][B]",
            x -> Functions.gather(x.get(0), new int[][] {{1, 0}, {1, 1}, {3, 0}}),
            s(4, 2)),
        op(
            "cross-entropy",
            x -> Functions.softmaxCrossEntropy(x.get(0), new int[] {2, 0, 1}),
            s(3, 4)),
        op(
            "cross-entropy [T][B]",
            x -> Functions.softmaxCrossEntropy(x.get(0), new int[][] {{2, 0}, {1, 1}}).mul(2),
            s(2, 2, 3)));
  }

  /** Values of -1.5 to 1.5 from those of 0.5 to 1.5. */
  private static Tensor bothSigns(List<Tensor> x) {
    return x.get(0).add(-1).mul(3);
  }

  /** Values of 0.5 to 1.5: away from the poles of log and of division. */
  private static Tensor[] inputs(DataType type, long[]... shapes) {
    Random random = new Random(7);
    return Stream.of(shapes)
        .map(shape -> Tensor.uniform(random, 0.5, 1.5, type, shape))
        .toArray(Tensor[]::new);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void gradientIsThatOfCentralDifferences(
      String name, Function<List<Tensor>, Tensor> f, long[][] shapes) {
    assertThat(GradientCheck.maxRelativeError(f, inputs(DataType.DOUBLE, shapes))).isLessThan(1e-6);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void floatAgreesWithDouble(String name, Function<List<Tensor>, Tensor> f, long[][] shapes) {
    List<Tensor> singles =
        Stream.of(inputs(DataType.FLOAT, shapes)).map(Tensor::parameter).toList();
    List<Tensor> doubles =
        Stream.of(inputs(DataType.DOUBLE, shapes)).map(Tensor::parameter).toList();
    Tensor single = f.apply(singles);
    Tensor exact = f.apply(doubles);
    assertThat(single.dataType()).isEqualTo(DataType.FLOAT);
    close(single, exact);
    single.sum().backward();
    exact.sum().backward();
    for (int i = 0; i < singles.size(); i++) {
      close(singles.get(i).gradient(), doubles.get(i).gradient());
    }
  }

  private static void close(Tensor single, Tensor exact) {
    assertThat(single.shape()).isEqualTo(exact.shape());
    double[] a = single.toDoubles();
    double[] b = exact.toDoubles();
    for (int i = 0; i < a.length; i++) {
      assertThat(Math.abs(a[i] - b[i])).isLessThan(1e-5 * (1 + Math.abs(b[i])));
    }
  }

  static Stream<Arguments> wrongShapes() {
    return Stream.of(
        op("add, other: expected shape [2, 3]", x -> x.get(0).add(x.get(1)), s(2, 3), s(2)),
        op("sub, other: expected shape [2, 3]", x -> x.get(0).sub(x.get(1)), s(2, 3), s(3, 2)),
        op("mul, other: expected shape [2]", x -> x.get(0).mul(x.get(1)), s(2), s(3)),
        op("div, other: expected shape [2, 1]", x -> x.get(0).div(x.get(1)), s(2, 1), s(2, 3)),
        op(
            "matmul, other: expected shape [3, M]",
            x -> x.get(0).matmul(x.get(1)),
            s(2, 3),
            s(2, 3)),
        op("matmul, left: expected rank 2", x -> x.get(0).matmul(x.get(1)), s(3), s(3, 2)),
        op("transpose: expected rank 2", x -> x.get(0).transpose(), s(2, 3, 4)),
        op(
            "reshape, shape: expected as many elements as [2, 3]",
            x -> x.get(0).reshape(5),
            s(2, 3)),
        op("slice, from and to: expected 0 <=", x -> x.get(0).slice(0, 1, 3), s(2, 3)),
        op("slice, dim: expected a dimension", x -> x.get(0).slice(2, 0, 1), s(2, 3)),
        op("select, dim: expected a dimension", x -> x.get(0).select(-3, 0), s(2, 3)),
        op("select, index: expected 0 to 2, got 3", x -> x.get(0).select(1, 3), s(2, 3)),
        op("select, index: expected 0 to 2, got -1", x -> x.get(0).select(1, -1), s(2, 3)),
        op("sum, dim: expected a dimension of shape []", x -> x.get(0).sum(0), s()),
        op("shape: expected sizes of at least 1", x -> x.get(0).reshape(6, 0), s(2, 3)),
        op("matmul, other: expected rank 2", x -> x.get(0).matmul(x.get(1)), s(2, 3), s(3)),
        op("sum, dim: expected a dimension", x -> x.get(0).sum(1), s(3)),
        op("softmax, x: expected rank", x -> Functions.softmax(x.get(0)), s()),
        op(
            "concat, part 1: expected shape [2, 3] except in dimension 1",
            x -> Functions.concat(x.get(0), x.get(1)),
            s(2, 3),
            s(3, 3)),
        op(
            "stack, part 1: expected shape [2]",
            x -> Functions.stack(0, x.get(0), x.get(1)),
            s(2),
            s(3)),
        op("concat, dim: expected a dimension", x -> Functions.concat(2, x.get(0)), s(2, 3)),
        op("concat, parts: expected at least one tensor", x -> Functions.concat(), s(1)),
        op("stack, dim: expected a dimension", x -> Functions.stack(3, x.get(0)), s(2, 3)),
        op("stack, parts: expected at least one tensor", x -> Functions.stack(0), s(1)),
        op(
            "affine, weight: expected rank 2",
            x -> Functions.affine(x.get(0), x.get(1), null),
            s(2, 3),
            s(3)),
        op(
            "affine, x: expected shape [..., 3]",
            x -> Functions.affine(x.get(0), x.get(1), null),
            s(2, 4),
            s(4, 3)),
        op(
            "affine, bias: expected shape [4]",
            x -> Functions.affine(x.get(0), x.get(1), x.get(2)),
            s(2, 3),
            s(4, 3),
            s(3)),
        op(
            "gather, ids: expected numbers of 0 to 3, got 4 at 1",
            x -> Functions.gather(x.get(0), new int[] {0, 4}),
            s(4, 2)),
        op(
            "gather, ids: expected at least one row, all equally long",
            x -> Functions.gather(x.get(0), new int[][] {{0, 1}, {2}}),
            s(4, 2)),
        op(
            "softmaxCrossEntropy, logits: expected rank 2",
            x -> Functions.softmaxCrossEntropy(x.get(0), new int[] {0}),
            s(1, 1, 4)),
        op(
            "softmaxCrossEntropy, logits: expected rank 3",
            x -> Functions.softmaxCrossEntropy(x.get(0), new int[][] {{0}}),
            s(1, 4)),
        op("gather, table: expected rank 2", x -> Functions.gather(x.get(0), new int[] {0}), s(4)),
        op(
            "softmaxCrossEntropy, targets: expected 3 numbers, got 2",
            x -> Functions.softmaxCrossEntropy(x.get(0), new int[] {0, 1}),
            s(3, 4)),
        op(
            "softmaxCrossEntropy, targets: expected numbers of 0 to 3, got -1 at 0",
            x -> Functions.softmaxCrossEntropy(x.get(0), new int[] {-1}),
            s(1, 4)),
        op(
            "softmaxCrossEntropy, targets: expected [2][1]",
            x -> Functions.softmaxCrossEntropy(x.get(0), new int[][] {{0, 1}}),
            s(2, 1, 4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongShapes")
  void aWrongShapeIsNamed(String message, Function<List<Tensor>, Tensor> f, long[][] shapes) {
    assertThatThrownBy(() -> f.apply(List.of(inputs(DataType.DOUBLE, shapes))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("got");
  }

  static Stream<Arguments> mixedTypes() {
    return Stream.of(
        op("add, other", x -> x.get(0).add(x.get(1)), s(2, 2), s(2, 2)),
        op("sub, other", x -> x.get(0).sub(x.get(1)), s(2, 2), s(2, 2)),
        op("mul, other", x -> x.get(0).mul(x.get(1)), s(2, 2), s(2)),
        op("div, other", x -> x.get(0).div(x.get(1)), s(2, 2), s()),
        op("matmul, other", x -> x.get(0).matmul(x.get(1)), s(2, 2), s(2, 2)),
        op("concat, part 1", x -> Functions.concat(x.get(0), x.get(1)), s(2, 2), s(2, 2)),
        op("stack, part 1", x -> Functions.stack(0, x.get(0), x.get(1)), s(2, 2), s(2, 2)),
        op("affine, weight", x -> Functions.affine(x.get(0), x.get(1), null), s(2, 2), s(2, 2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mixedTypes")
  void typesAreNotMixed(String argument, Function<List<Tensor>, Tensor> f, long[][] shapes) {
    Tensor single = inputs(DataType.FLOAT, shapes)[0];
    Tensor exact = inputs(DataType.DOUBLE, shapes)[1];
    assertThatThrownBy(() -> f.apply(List.of(single, exact)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(argument + ": expected type FLOAT, got DOUBLE");
  }
}
