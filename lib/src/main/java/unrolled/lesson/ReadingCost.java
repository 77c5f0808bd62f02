package unrolled.lesson;

import java.util.Arrays;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What it costs to read on, as the history grows.
 *
 * @param history symbols read at the end of each block
 * @param microseconds a symbol, in that block: the quickest of some rounds, since whatever else the
 *     machine does can only slow a round down
 * @param bytes kept at the end of each block
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of data, never compared
public record ReadingCost(int[] history, double[] microseconds, long[] bytes) {
  /**
   * Reads the symbols again and again, one at a time, and measures blocks of them. The first round
   * is not counted: the compiler is at work.
   *
   * @param classes C
   * @param block symbols in a block
   * @param rounds that count, at least 1
   */
  public static ReadingCost of(
      SymbolReader reader, int[] symbols, int classes, int block, int rounds) {
    if (block < 1 || symbols.length % block != 0 || rounds < 1) {
      throw new IllegalArgumentException(
          "block, rounds: expected a part of %d symbols and at least 1, got %d, %d"
              .formatted(symbols.length, block, rounds));
    }
    int blocks = symbols.length / block;
    double[] quickest = new double[blocks];
    long[] bytes = new long[blocks];
    int[] history = new int[blocks];
    double[] logits = new double[classes];
    Arrays.fill(quickest, Double.POSITIVE_INFINITY);
    for (int round = 0; round <= rounds; round++) {
      reader.restart();
      for (int k = 0; k < blocks; k++) {
        long begin = System.nanoTime();
        for (int t = k * block; t < (k + 1) * block; t++) {
          reader.read(symbols[t], logits);
        }
        double each = (System.nanoTime() - begin) / 1e3 / block;
        quickest[k] = round == 0 ? quickest[k] : Math.min(quickest[k], each);
        bytes[k] = reader.bytes();
        history[k] = (k + 1) * block;
      }
    }
    return new ReadingCost(history, quickest, bytes);
  }

  /** One row a block: history, microseconds, bytes, model. */
  public Table table(String model) {
    String[] names = new String[history.length];
    Arrays.fill(names, model);
    double[] size = Arrays.stream(bytes).asDoubleStream().toArray();
    return Table.create(
        "reading",
        IntColumn.create("history", history),
        DoubleColumn.create("microseconds", microseconds),
        DoubleColumn.create("bytes", size),
        StringColumn.create("model", names));
  }
}
