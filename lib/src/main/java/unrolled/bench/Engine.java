package unrolled.bench;

/** Something that can be timed. */
interface Engine extends AutoCloseable {
  /** One training step, or one character of a stream. */
  void step();

  /** A step that ends in an exception behind the forward pass, as a mistake in a cell does. */
  default void fail() {
    throw new UnsupportedOperationException("fail: only our layers are disturbed");
  }

  @Override
  default void close() {}

  /** The engine of that name, ready for its first step. */
  static Engine of(String name, Load load) {
    return switch (name) {
      case "ours" -> load.streaming() ? new OurStream(load) : new OurTraining(load);
      case "cells" -> new CellTraining(load);
      case "products" -> new Products(load);
      case "dl4j" -> load.streaming() ? new DL4JStream(load) : new DL4JTraining(load);
      default ->
          throw new IllegalArgumentException(
              "engine: expected ours, cells, products or dl4j, got " + name);
    };
  }
}
