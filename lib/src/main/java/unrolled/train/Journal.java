package unrolled.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import unrolled.compute.FloatKernels;

/** Counts and times a training as it goes; time stands still between two runs. */
final class Journal {
  private static final double NANOS = 1e9;

  private final ModelShape shape;
  private final Recipe recipe;
  private final String dataSha256;
  private final int stepsPerEpoch;
  private final List<TrainingRecord.Row> rows = new ArrayList<>();

  private double secondsBefore;
  private long begin;
  private long steps;
  private long characters;
  private double evaluating;
  private double loss;
  private double norm;
  private double learningRate;

  /** Since the last row. */
  private double lossSum;

  private long stepsSince;
  private long charactersSince;
  private double trainingSecondsAtRow;

  Journal(ModelShape shape, Recipe recipe, String dataSha256, int stepsPerEpoch) {
    this.shape = shape;
    this.recipe = recipe;
    this.dataSha256 = dataSha256;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  void begin() {
    begin = System.nanoTime();
  }

  void pause() {
    secondsBefore = seconds();
    begin = System.nanoTime();
  }

  double seconds() {
    return secondsBefore + (System.nanoTime() - begin) / NANOS;
  }

  long steps() {
    return steps;
  }

  double used() {
    return recipe.budget().used(steps, seconds(), stepsPerEpoch);
  }

  void step(double loss, double norm, double learningRate, int characters) {
    this.loss = loss;
    this.norm = norm;
    this.learningRate = learningRate;
    this.characters += characters;
    steps++;
    lossSum += loss;
    stepsSince++;
    charactersSince += characters;
  }

  void evaluation(double validationLoss, double begun) {
    double rate = rate(begun);
    evaluating += seconds() - begun;
    double trainingLoss = lossSum / stepsSince;
    rows.add(
        new TrainingRecord.Row(
            steps, characters, seconds(), trainingLoss, validationLoss, learningRate, norm, rate));
    lossSum = 0;
    stepsSince = 0;
    charactersSince = 0;
    trainingSecondsAtRow = seconds() - evaluating;
  }

  private double rate(double now) {
    return charactersSince / (now - evaluating - trainingSecondsAtRow);
  }

  TrainingProgress progress() {
    double now = seconds();
    double used = used();
    double left = now * (1 - used) / used;
    double validationLoss =
        rows.isEmpty() ? Double.NaN : rows.get(rows.size() - 1).validationLoss();
    return new TrainingProgress(steps, used, loss, rate(now), left, validationLoss);
  }

  TrainingRecord record(TrainingRecord.Outcome outcome) {
    return new TrainingRecord(shape, recipe, dataSha256, versions(), outcome, rows);
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    String own = Journal.class.getPackage().getImplementationVersion();
    versions.put("unrolled", own == null ? "development" : own);
    versions.put("java", System.getProperty("java.version"));
    versions.put("architecture", System.getProperty("os.arch"));
    versions.put("kernels", FloatKernels.best().description());
    return versions;
  }
}
