package unrolled.plot;

/**
 * From values to places on an axis.
 *
 * @param fromAbove whether the axis begins at its upper end, as the rows of a heat map do
 */
record Scale(Axis axis, Range range, boolean fromAbove) {
  static Scale of(Axis axis, Range range) {
    return new Scale(axis, range, false);
  }

  /** Positions 0, 1, ... with a cell each. */
  static Scale ofCells(Axis axis, boolean fromAbove) {
    return new Scale(axis, new Range(-0.5, axis.labels().size() - 0.5), fromAbove);
  }

  /** Which part of the axis lies before a value: 0 at its beginning, 1 at its end. */
  double share(double value) {
    double share =
        axis.logarithmic()
            ? Math.log(value / range.min()) / Math.log(range.max() / range.min())
            : (value - range.min()) / (range.max() - range.min());
    return fromAbove ? 1 - share : share;
  }
}
