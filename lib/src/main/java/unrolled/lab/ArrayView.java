package unrolled.lab;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array's shape and type, and its values; of a large one those at its edges. */
final class ArrayView {
  private static final int SHOWN = 3;
  private static final int SMALL = 60;

  private ArrayView() {}

  static String of(INDArray array) {
    String shape = Arrays.toString(array.shape());
    StringBuilder text = new StringBuilder(shape).append(' ').append(array.dataType());
    text.append(array.rank() > 1 ? "\n" : " ");
    append(text, array, 0, array.length() <= SMALL ? Integer.MAX_VALUE : SHOWN);
    return text.toString();
  }

  private static void append(StringBuilder text, INDArray array, int depth, int shown) {
    if (array.rank() == 0) {
      text.append(number(array.getDouble(0)));
      return;
    }
    long size = array.size(0);
    String separator = array.rank() == 1 ? ", " : ",\n" + " ".repeat(depth + 1);
    text.append('[');
    for (long i = 0; i < size; i++) {
      boolean gap = size > 2L * shown && i >= shown && i < size - shown;
      if (gap && i > shown) {
        continue;
      }
      text.append(i == 0 ? "" : separator);
      if (gap) {
        text.append("...");
      } else if (array.rank() == 1) {
        text.append(number(array.getDouble(i)));
      } else {
        append(text, array.slice(i), depth + 1, shown);
      }
    }
    text.append(']');
  }

  private static String number(double value) {
    return NumberFormats.of(new double[] {value}).apply(value);
  }
}
