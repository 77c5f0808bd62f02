package answers;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.grade.A3;
import unrolled.nn.LSTMCell;

/** Lets the library's cell do the work. */
public final class CheatLibraryCell {
  private CheatLibraryCell() {}

  public static A3.Step step() {
    return (w, x, s) -> {
      LSTMCell cell =
          new LSTMCell(
              (int) x.size(1), (int) s.h().size(1), DataType.DOUBLE, new SplittableRandom(1));
      cell.forget().weight().assign(w.forget().weight());
      cell.forget().bias().assign(w.forget().bias());
      return cell.forward(x, s);
    };
  }
}
