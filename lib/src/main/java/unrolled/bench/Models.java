package unrolled.bench;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.nn.GRU;
import unrolled.nn.GRUCell;
import unrolled.nn.LSTM;
import unrolled.nn.LayerShape;
import unrolled.nn.RNN;
import unrolled.nn.SequenceLayer;

/** Our layers as a load asks for them. */
final class Models {
  private Models() {}

  static DataType type(Load load) {
    return load.precision().equals("double") ? DataType.DOUBLE : DataType.FLOAT;
  }

  static SequenceLayer layer(Load load) {
    LayerShape one = LayerShape.of(Load.SYMBOLS, load.hidden()).withLayers(load.layers());
    LayerShape shape = load.directions() == 2 ? one.withBothDirections() : one;
    Random random = new Random(1);
    return switch (load.cell()) {
      case "lstm" -> new LSTM(shape, type(load), random);
      case "gru" -> new GRU(shape, GRUCell.Reset.AFTER_PRODUCT, type(load), random);
      case "gru-before" -> new GRU(shape, GRUCell.Reset.BEFORE_PRODUCT, type(load), random);
      case "rnn" -> new RNN(shape, type(load), random);
      default ->
          throw new IllegalArgumentException(
              "cell: expected lstm, gru, gru-before or rnn, got " + load.cell());
    };
  }
}
