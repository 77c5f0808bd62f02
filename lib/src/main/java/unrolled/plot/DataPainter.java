package unrolled.plot;

/** Draws a plot's data between its axes, through XChart. */
interface DataPainter {
  /** The x axis' scale. */
  Scale x();

  /** The y axis' scale. */
  Scale y();

  /** How much room is needed right of the axes. */
  default double roomRight() {
    return 0;
  }

  /** Draws the data. */
  void paint(Recorder paper, Axes axes);

  /** Writes beside the data what is to be said of them, over the axes. */
  default void label(Recorder paper, Axes axes, Labels labels) {}
}
