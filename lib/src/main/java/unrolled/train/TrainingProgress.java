package unrolled.train;

/**
 * Where a training stands.
 *
 * @param step how many steps have been made
 * @param fraction which part of the budget is used up, in [0, 1]
 * @param loss the last chunk's, in nats per character
 * @param charactersPerSecond the rate since the last evaluation, evaluations not counted
 * @param secondsLeft an estimate
 * @param validationLoss the last evaluation's; not a number before the first
 */
public record TrainingProgress(
    long step,
    double fraction,
    double loss,
    double charactersPerSecond,
    double secondsLeft,
    double validationLoss) {}
