package unrolled.nn;

import java.util.ArrayList;
import java.util.List;
import unrolled.autograd.Tensor;
import unrolled.compute.FloatRecurrence;

/** A recurrence that goes one step at a time; every array is made once. */
@SuppressWarnings("cast") // needed in single, redundant in double precision
final class FloatStream implements Stream {
  private final FloatRecurrence recurrence;
  private final int hidden;
  private final float[] x;
  private final int[] id = new int[1];

  FloatStream(FloatRecurrence recurrence, int inputs, int hidden) {
    this.recurrence = recurrence;
    this.hidden = hidden;
    this.x = new float[inputs];
  }

  @Override
  public void start(List<Tensor> state) {
    float[][] arrays = new float[state.size()][];
    for (int s = 0; s < arrays.length; s++) {
      arrays[s] = state.get(s).floats();
    }
    recurrence.start(arrays);
  }

  @Override
  public void read(int id) {
    this.id[0] = id;
    recurrence.advance(null, this.id);
  }

  @Override
  public void read(double[] x) {
    for (int d = 0; d < this.x.length; d++) {
      this.x[d] = (float) x[d];
    }
    recurrence.advance(this.x, null);
  }

  @Override
  public void read(Stream below) {
    recurrence.advance(((FloatStream) below).recurrence.hidden(), null);
  }

  @Override
  public List<Tensor> state() {
    List<Tensor> state = new ArrayList<>();
    for (int s = 0; s < recurrence.states(); s++) {
      float[] into = new float[hidden];
      recurrence.lastState(s, into);
      state.add(Tensor.of(into, 1, hidden));
    }
    return state;
  }

  @Override
  public void hidden(double[] into) {
    float[] h = recurrence.hidden();
    for (int u = 0; u < hidden; u++) {
      into[u] = h[u];
    }
  }

  @Override
  public Readout readout(Linear map) {
    FloatLinear streamed = new FloatLinear(map);
    int outputs = map.outputSize();
    return into -> {
      float[] y = streamed.apply(recurrence.hidden());
      for (int v = 0; v < outputs; v++) {
        into[v] = y[v];
      }
    };
  }
}
