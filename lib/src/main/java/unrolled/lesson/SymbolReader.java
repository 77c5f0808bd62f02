package unrolled.lesson;

import org.nd4j.linalg.api.buffer.DataType;
import unrolled.nn.Streamer;

/** A model that reads one symbol at a time and says at once what it makes of it. */
public interface SymbolReader {
  /** Forgets all that was read. */
  void restart();

  /** One symbol; writes the model's answer to logits [C]. */
  void read(int id, double[] logits);

  /** Bytes that have to be kept from this symbol to the next. */
  long bytes();

  /** A recurrent network, with the weights of now: it keeps its state. */
  static SymbolReader of(SequenceClassifier model) {
    Streamer streamer = Streamer.of(model.layer(), model.head());
    int wide = model.layer().dataType() == DataType.FLOAT ? Float.BYTES : Double.BYTES;
    return new SymbolReader() {
      @Override
      public void restart() {
        streamer.start(model.layer().zeroState(1));
      }

      @Override
      public void read(int id, double[] logits) {
        streamer.read(id);
        streamer.outputs(logits);
      }

      @Override
      public long bytes() {
        long numbers = 0;
        for (var part : streamer.state()) {
          numbers += part.size(0) * part.size(2);
        }
        return numbers * wide;
      }
    };
  }
}
