package unrolled.bench;

import java.util.Random;
import unrolled.nn.Linear;
import unrolled.nn.Streamer;

/** Our way to go on by one character. */
final class OurStream implements Engine {
  private final Streamer streamer;
  private final double[] logits = new double[Load.SYMBOLS];
  private int next;

  OurStream(Load load) {
    Linear head = new Linear(load.hidden(), Load.SYMBOLS, Models.type(load), new Random(2));
    streamer = Streamer.of(Models.layer(load), head);
  }

  @Override
  public void step() {
    streamer.read(next);
    streamer.outputs(logits);
    next = (next + 7) % Load.SYMBOLS;
  }
}
