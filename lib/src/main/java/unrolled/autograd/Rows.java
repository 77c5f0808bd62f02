package unrolled.autograd;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A vector with every row of a matrix, on plain arrays. ND4J's own way, a broadcast along a
 * dimension, takes longer at our sizes, and once ended the process (a segmentation fault in
 * TadDescriptor) while two threads trained side by side.
 */
final class Rows {
  private Rows() {}

  /** The values [..., N] plus the vector [N]; a new storage. */
  static Storage plus(INDArray values, Storage vector) {
    Storage sum = Storage.adopt(values.dup('c'));
    Object plain = sum.plain();
    int width = Shapes.length(vector.shape);
    for (int at = 0; at < Shapes.length(sum.shape); at += width) {
      Storage.add(vector.plain(), 0, plain, at, width);
    }
    sum.plainChanged();
    return sum;
  }

  /** The sum [N] of all rows of the values [..., N]. */
  static Storage sum(INDArray values) {
    Storage all = Storage.adopt(values);
    int width = (int) values.size(-1);
    Object total = Storage.emptyPlain(all.type, width);
    for (int at = 0; at < Shapes.length(all.shape); at += width) {
      Storage.add(all.plain(), at, total, 0, width);
    }
    return Storage.adopt(total, width);
  }
}
