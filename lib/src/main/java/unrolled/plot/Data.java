package unrolled.plot;

import java.util.List;

/** What a plot draws. */
sealed interface Data {
  /** The series of the legend. */
  List<Series> series();

  /** Points in the plane, joined by lines or not. */
  record Points(List<Series> series, boolean joined) implements Data {
    public Points {
      series = List.copyOf(series);
    }
  }

  /** A bar a category (the x axis' labels) and series. */
  record Bars(List<Series> series) implements Data {
    public Bars {
      series = List.copyOf(series);
    }
  }

  /**
   * A coloured cell a value.
   *
   * @param values [rows][columns], NaN where there is none
   * @param title the quantity and its unit
   * @param min and {@code max}: the values of the first and the last colour
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Heat(double[][] values, String title, double min, double max) implements Data {
    @Override
    public List<Series> series() {
      return List.of();
    }
  }
}
