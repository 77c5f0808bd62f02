package unrolled.train;

import unrolled.compute.CellKind;

/**
 * The kit's recipes for a text like Tiny Shakespeare (a million characters), by the time there is
 * on two cores: what little time wants is a small model that learns fast, what much time wants is a
 * large one that is kept from learning by heart. docs/recipes.md has what was tried and what came
 * of it.
 */
public enum Rung {
  ONE_MINUTE(1, 256, 0.1, 0, 16, 5e-3),
  THREE_MINUTES(3, 256, 0.25, 0.1, 32, 6e-3),
  TEN_MINUTES(10, 512, 0.5, 0.2, 32, 3e-3),
  SIXTY_MINUTES(60, 640, 0.6, 0.3, 32, 2.5e-3);

  private static final int EMBEDDING = 64;

  private final double minutes;
  private final int hidden;
  private final double dropout;
  private final double recurrentDropout;
  private final int batch;
  private final double rate;

  Rung(
      double minutes, int hidden, double dropout, double recurrentDropout, int batch, double rate) {
    this.minutes = minutes;
    this.hidden = hidden;
    this.dropout = dropout;
    this.recurrentDropout = recurrentDropout;
    this.batch = batch;
    this.rate = rate;
  }

  /** The highest that the minutes suffice for; the lowest if they suffice for none. */
  public static Rung of(double minutes) {
    Rung highest = ONE_MINUTE;
    for (Rung rung : values()) {
      if (rung.minutes <= minutes) {
        highest = rung;
      }
    }
    return highest;
  }

  /** One layer of the cell behind an embedding of 64. */
  public ModelShape shape(CellKind cell) {
    return new ModelShape(cell, hidden, 1, EMBEDDING, dropout, recurrentDropout);
  }

  /**
   * T 64; the rate falls over the last 70 % of the budget; a stream begins anew once in a hundred
   * chunks.
   */
  public Recipe recipe(Budget budget) {
    return Recipe.of(budget).withBatch(batch).withRate(rate).withCooldown(0.7).withRestarts(0.01);
  }
}
