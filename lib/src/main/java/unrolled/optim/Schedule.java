package unrolled.optim;

/** The learning rate as a function of the step, counted from 0. */
@FunctionalInterface
public interface Schedule {
  double at(long step);

  /** The same rate for ever. */
  static Schedule constant(double rate) {
    Parameters.atLeastZero("rate", rate);
    return step -> rate;
  }

  /**
   * A linear climb to the peak, which step {@code warmUp - 1} reaches, then half a cosine
   * (Loshchilov and Hutter 2017) down to the floor at step {@code total}, and the floor ever after.
   *
   * @param peak the highest rate
   * @param warmUp how many steps the climb takes; 0 for none
   * @param total how many steps there are in all, more than {@code warmUp}
   * @param floor the last rate, at most {@code peak}
   */
  static Schedule cosine(double peak, long warmUp, long total, double floor) {
    if (warmUp < 0 || total <= warmUp) {
      throw new IllegalArgumentException(
          "warmUp and total: expected 0 <= warmUp < total, got " + warmUp + " and " + total);
    }
    cosine(peak, floor, 0);
    return step ->
        step < warmUp
            ? peak * (step + 1) / warmUp
            : cosine(peak, floor, (double) (step - warmUp) / (total - warmUp));
  }

  /**
   * Half a cosine from the peak (progress 0) to the floor (progress 1), for those who count time
   * and not steps.
   *
   * @param progress taken as 0 below 0 and as 1 above 1
   */
  static double cosine(double peak, double floor, double progress) {
    Parameters.atLeastZero("peak", peak);
    if (!(floor >= 0 && floor <= peak)) {
      throw new IllegalArgumentException("floor: expected 0 to " + peak + ", got " + floor);
    }
    double way = Math.max(0, Math.min(1, progress));
    return floor + (peak - floor) * (1 + Math.cos(Math.PI * way)) / 2;
  }
}
