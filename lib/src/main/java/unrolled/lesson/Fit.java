package unrolled.lesson;

import java.util.Collection;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import unrolled.autograd.Tensor;
import unrolled.nn.Module;
import unrolled.optim.Adam;
import unrolled.optim.Clip;
import unrolled.optim.Optimizer;
import unrolled.optim.Schedule;

/**
 * A training run of a small model.
 *
 * @param losses the loss of each batch before its update, in nats
 * @param norms the global norm of each gradient before clipping
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of data, never compared
public record Fit(double[] losses, double[] norms) {
  /** Trains a model on a task; random draws the batches. */
  public static Fit of(
      SequenceModel model, SequenceTask task, FitSettings settings, RandomGenerator random) {
    return of(model, settings, () -> model.loss(task.batch(random, settings.batch())));
  }

  /** Trains any model; {@code loss} gives the loss of a new batch at every call. */
  public static Fit of(Module model, FitSettings settings, Supplier<Tensor> loss) {
    Collection<Tensor> parameters = model.parameters().values();
    Schedule rate = Schedule.cosine(settings.rate(), 0, settings.steps(), settings.rate() / 10);
    return of(
        model,
        new Adam(parameters),
        rate,
        settings.steps(),
        () -> Clip.byGlobalNorm(parameters, settings.clip()),
        loss);
  }

  /**
   * The loop itself, with any optimiser.
   *
   * @param clip may shrink the gradients, and gives their global norm before that
   */
  public static Fit of(
      Module model,
      Optimizer optimizer,
      Schedule rate,
      int steps,
      Supplier<Double> clip,
      Supplier<Tensor> loss) {
    double[] losses = new double[steps];
    double[] norms = new double[steps];
    for (int step = 0; step < steps; step++) {
      model.zeroGradients();
      Tensor value = loss.get();
      losses[step] = value.item();
      value.backward();
      norms[step] = clip.get();
      optimizer.step(rate.at(step));
    }
    return new Fit(losses, norms);
  }

  /** One row a step: step, loss, norm. */
  public Table table() {
    int[] steps = java.util.stream.IntStream.rangeClosed(1, losses.length).toArray();
    return Table.create(
        "a training run",
        IntColumn.create("step", steps),
        DoubleColumn.create("loss", losses),
        DoubleColumn.create("norm", norms));
  }
}
