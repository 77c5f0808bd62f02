package answers;

import org.deeplearning4j.nn.conf.layers.LSTM;
import unrolled.grade.A3;
import unrolled.nn.LSTMState;

/** Lets DL4J do the work. */
public final class CheatDl4j {
  private CheatDl4j() {}

  public static A3.Step step() {
    return (w, x, s) -> {
      LSTM layer = new LSTM.Builder().nIn(x.size(1)).nOut(s.h().size(1)).build();
      return layer.getNIn() > 0 ? new LSTMState(s.h(), s.c()) : null;
    };
  }
}
