package unrolled.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cutting and joining along a dimension: plain copies of contiguous blocks, both ways. */
final class Blocks {
  private Blocks() {}

  /** The plain array to add dL/dx into. */
  static Object gradientBuffer(Tensor x) {
    return x.storage().plain() instanceof float[]
        ? x.floatGradientBuffer()
        : x.doubleGradientBuffer();
  }

  static Tensor slice(Tensor a, int dim, long from, long to) {
    int d = Shapes.dimension("slice", dim, a.shape());
    long size = a.size(d);
    if (from < 0 || to > size || from >= to) {
      throw Shapes.wrong("slice, from and to", "0 <= from < to <= " + size, from + " and " + to);
    }
    long[] shape = Shapes.with(a.shape(), d, to - from);
    int outer = Shapes.product(a.shape(), 0, d);
    int inner = Shapes.product(a.shape(), d + 1, a.rank());
    int stride = (int) size * inner;
    int offset = (int) from * inner;
    int block = (int) (to - from) * inner;
    Object source = a.storage().plain();
    Object part = Storage.emptyPlain(a.dataType(), outer * block);
    for (int o = 0; o < outer; o++) {
      System.arraycopy(source, o * stride + offset, part, o * block, block);
    }
    return Tensor.node(
            "slice",
            List.of(a),
            List.of(Tensor.constant(Storage.adopt(part, shape))),
            gradients -> {
              Object g = gradients.get(0).storage().plain();
              Object sum = gradientBuffer(a);
              for (int o = 0; o < outer; o++) {
                Storage.add(g, o * block, sum, o * stride + offset, block);
              }
            })
        .get(0);
  }

  static Tensor concat(int dim, List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw Shapes.wrong("concat, parts", "at least one tensor", "none");
    }
    Tensor first = parts.get(0);
    int d = Shapes.dimension("concat", dim, first.shape());
    long total = 0;
    for (int i = 0; i < parts.size(); i++) {
      Tensor part = parts.get(i);
      Shapes.sameType("concat, part " + i, first, part);
      if (part.rank() != first.rank()
          || !Arrays.equals(Shapes.with(part.shape(), d, 1), Shapes.with(first.shape(), d, 1))) {
        throw Shapes.wrong(
            "concat, part " + i,
            "shape " + Shapes.text(first.shape()) + " except in dimension " + d,
            Shapes.text(part.shape()));
      }
      total += part.size(d);
    }
    long[] shape = Shapes.with(first.shape(), d, total);
    int outer = Shapes.product(shape, 0, d);
    int stride = Shapes.product(shape, d, shape.length);
    Object joined = Storage.emptyPlain(first.dataType(), outer * stride);
    int offset = 0;
    for (Tensor part : parts) {
      int block = Shapes.product(part.shape(), d, part.rank());
      Object from = part.storage().plain();
      for (int o = 0; o < outer; o++) {
        System.arraycopy(from, o * block, joined, o * stride + offset, block);
      }
      offset += block;
    }
    return Tensor.node(
            "concat",
            parts,
            List.of(Tensor.constant(Storage.adopt(joined, shape))),
            gradients -> split(gradients.get(0).storage().plain(), parts, d, outer, stride))
        .get(0);
  }

  private static void split(Object g, List<Tensor> parts, int dim, int outer, int stride) {
    int offset = 0;
    for (Tensor part : parts) {
      int block = Shapes.product(part.shape(), dim, part.rank());
      if (part.requiresGradient()) {
        Object sum = gradientBuffer(part);
        for (int o = 0; o < outer; o++) {
          Storage.add(g, o * stride + offset, sum, o * block, block);
        }
      }
      offset += block;
    }
  }

  static Tensor stack(int dim, List<Tensor> parts) {
    if (parts.isEmpty()) {
      throw Shapes.wrong("stack, parts", "at least one tensor", "none");
    }
    Tensor first = parts.get(0);
    long[] shape = Shapes.inserted(first.shape(), 0, 1);
    int d = Shapes.dimension("stack", dim, shape);
    List<Tensor> raised = new ArrayList<>(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      Shapes.sameType("stack, part " + i, first, parts.get(i));
      Shapes.same("stack, part " + i, first.shape(), parts.get(i));
      raised.add(parts.get(i).reshape(Shapes.inserted(first.shape(), d, 1)));
    }
    return concat(d, raised);
  }

  /** Rows of a table [V, E] by number: the shape of the numbers, then E. */
  static Tensor gather(Tensor table, int[] ids, long... shape) {
    Shapes.rank("gather, table", 2, table);
    int rows = (int) table.size(0);
    int width = (int) table.size(1);
    Object from = table.storage().plain();
    Object picked = Storage.emptyPlain(table.dataType(), ids.length * width);
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= rows) {
        throw Shapes.wrong("gather, ids", "numbers of 0 to " + (rows - 1), ids[i] + " at " + i);
      }
      System.arraycopy(from, ids[i] * width, picked, i * width, width);
    }
    return Tensor.node(
            "gather",
            List.of(table),
            List.of(Tensor.constant(Storage.adopt(picked, shape))),
            gradients -> {
              Object g = gradients.get(0).storage().plain();
              Object sum = gradientBuffer(table);
              for (int i = 0; i < ids.length; i++) {
                Storage.add(g, i * width, sum, ids[i] * width, width);
              }
            })
        .get(0);
  }
}
