package unrolled.lesson;

import unrolled.autograd.Tensor;
import unrolled.nn.AttentionStream;
import unrolled.nn.FloatLinear;

/**
 * An {@link AttentionClassifier} that reads one symbol at a time. What it has read stays in the
 * cache, so that a step costs one look at each earlier symbol, and no symbol is computed twice.
 */
public final class AttentionStreamer implements SymbolReader {
  private final float[] embedding;
  private final AttentionStream attention;
  private final FloatLinear widen;
  private final FloatLinear narrow;
  private final FloatLinear head;
  private final double[] angles;
  private final float[] x;
  private final float[] inner;

  AttentionStreamer(AttentionClassifier model) {
    Tensor table = model.embedding();
    embedding = table.floats().clone();
    attention = model.attention().stream();
    widen = new FloatLinear(model.widen());
    narrow = new FloatLinear(model.narrow());
    head = new FloatLinear(model.head());
    angles = Places.angles(model.size());
    x = new float[model.size()];
    inner = new float[model.size()];
  }

  @Override
  public void restart() {
    attention.clear();
  }

  @Override
  public void read(int id, double[] logits) {
    int size = x.length;
    for (int d = 0; d < size; d++) {
      x[d] = embedding[id * size + d] + (float) Places.of(attention.length(), d, angles);
    }
    add(attention.read(x));
    float[] wide = widen.apply(x);
    for (int d = 0; d < size; d++) {
      inner[d] = Math.max(0, wide[d]);
    }
    add(narrow.apply(inner));
    float[] y = head.apply(x);
    for (int c = 0; c < logits.length; c++) {
      logits[c] = y[c];
    }
  }

  private void add(float[] what) {
    for (int d = 0; d < x.length; d++) {
      x[d] += what[d];
    }
  }

  @Override
  public long bytes() {
    return attention.cacheBytes();
  }
}
