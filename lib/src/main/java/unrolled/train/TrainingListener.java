package unrolled.train;

/** Is told how a training goes, on the training's own thread: what it does takes training time. */
@FunctionalInterface
public interface TrainingListener {
  /** Tells nobody. */
  TrainingListener NONE = progress -> {};

  /** After every step. */
  void onStep(TrainingProgress progress);

  /** After every evaluation: the record so far, its last row the newest. */
  default void onEvaluation(TrainingRecord soFar) {}
}
