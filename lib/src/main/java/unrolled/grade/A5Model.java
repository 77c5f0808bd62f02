package unrolled.grade;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.lesson.Allocation;
import unrolled.text.Corpus;
import unrolled.text.CountModel;
import unrolled.text.GeneratedText;
import unrolled.text.Vocabulary;
import unrolled.train.CharLanguageModel;
import unrolled.train.Evaluation;
import unrolled.train.ModelShape;

/** Assignment 5: temperature, a predictor for streams, a training. */
final class A5Model {
  /** What a model may be trained with, and read step by step. */
  private static final Allowed WITH_MODELS =
      Allowed.FROM_SCRATCH.with(
          "unrolled.compute.CellKind",
          "unrolled.text.Batch",
          "unrolled.text.Batches",
          "unrolled.text.Corpus",
          "unrolled.text.Vocabulary",
          "unrolled.optim.Adam",
          "unrolled.optim.AdamW",
          "unrolled.optim.Clip",
          "unrolled.optim.Optimizer",
          "unrolled.optim.Schedule",
          "unrolled.optim.SGD",
          "unrolled.train.Budget",
          "unrolled.train.CharLanguageModel",
          "unrolled.train.ModelShape",
          "unrolled.train.Recipe",
          "unrolled.train.Trainer",
          "unrolled.train.TrainingRecord");

  private static final int STREAM_CHARACTERS = 2000;
  private static final long STREAM_SECONDS = 30;

  /** A late call may cost more by this factor: of medians, so that a list that grows is free. */
  private static final int MORE = 3;

  private static final int COMPARED = 200;
  private static final int TRAINING_CHARACTERS = 60_000;
  private static final int UNSEEN_CHARACTERS = 8_000;
  private static final long TRAINING_SECONDS = 40;

  private A5Model() {}

  static Task temperature(A5.Temperature answer) {
    return Task.of(
        "temperature",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          double[] logits = Arrays.stream(d.vector(7)).map(v -> 3 * v).toArray();
          double t = d.random.nextBoolean() ? d.number(0.4, 0.7) : d.number(1.4, 2);
          double[] high = Arrays.stream(logits).map(v -> v + 900 * Math.max(1, t)).toArray();
          double[] right = softmax(logits, v -> v / t);
          double[] cold = softmax(logits, v -> v);
          return Question.of(
                  () ->
                      new double[][] {
                        answer.probabilities(logits.clone(), t), answer.probabilities(high, t)
                      },
                  "[V], for two lists of logits",
                  twice(right))
              .mistake(
                  "multiplied-by-temperature",
                  "logits are multiplied by the temperature: divide, so that a low one sharpens",
                  twice(softmax(logits, v -> v * t)))
              .mistake("temperature-ignored", "the temperature does not matter", twice(cold))
              .mistake(
                  "temperature-after-softmax",
                  "probabilities are divided by the temperature: divide the logits, before the softmax",
                  twice(Arrays.stream(cold).map(v -> v / t).toArray()))
              .mistake(
                  "not-normalised",
                  "the numbers do not sum to 1",
                  new double[][] {
                    Arrays.stream(logits).map(v -> Math.exp(v / t)).toArray(),
                    Arrays.stream(high).map(v -> Math.exp(v / t)).toArray()
                  });
        });
  }

  private static double[][] twice(double[] row) {
    return new double[][] {row, row};
  }

  private static double[] softmax(double[] logits, DoubleUnaryOperator change) {
    double[] changed = Arrays.stream(logits).map(change).toArray();
    double most = Arrays.stream(changed).max().orElseThrow();
    double[] e = Arrays.stream(changed).map(v -> Math.exp(v - most)).toArray();
    double sum = Arrays.stream(e).sum();
    return Arrays.stream(e).map(v -> v / sum).toArray();
  }

  static Task stream(A5.Stream answer) {
    return Task.slow(
        "predictor for streams",
        answer,
        WITH_MODELS,
        2,
        STREAM_SECONDS,
        d -> {
          CharLanguageModel model = lively(d);
          int[] ids = d.random.ints(STREAM_CHARACTERS, 0, model.vocabulary().size()).toArray();
          int[] first = Arrays.copyOf(ids, COMPARED);
          return Question.of(
                  () -> read(answer.open(model), ids),
                  "[characters, V]",
                  probabilities(logits(model, first)),
                  Numbers.FLOAT_TOLERANCE)
              .mistake(
                  "state-not-carried",
                  "each character is read from the zero state: keep the state between calls",
                  restarted(model, first))
              .mistake(
                  "logits-for-probabilities",
                  "these are logits: the softmax makes probabilities of them",
                  logits(model, first));
        });
  }

  /** A model whose guesses depend on what it has read: weights larger than a fresh one's. */
  private static CharLanguageModel lively(Draw d) {
    Vocabulary words = Vocabulary.of("abcdefgh");
    CharLanguageModel model =
        new CharLanguageModel(
            ModelShape.of(CellKind.LSTM, 6),
            words,
            new java.util.SplittableRandom(d.random.nextLong()));
    model
        .parameters()
        .values()
        .forEach(p -> p.assign(Tensor.uniform(d.random, -1, 1, p.dataType(), p.shape())));
    return model;
  }

  /**
   * Reads a long stream, keeps the beginning, and sees whether late calls cost more. What they
   * allocate tells: a mark must not depend on what else the machine does.
   */
  private static double[][] read(IntFunction<double[]> predictor, int[] ids) {
    double[][] kept = new double[COMPARED][];
    long[] bytes = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      long before = Allocation.bytes();
      double[] next = predictor.apply(ids[i]);
      bytes[i] = Allocation.bytes() - before;
      if (i < kept.length) {
        kept[i] = next;
      }
    }
    long early = Math.max(1, median(bytes, COMPARED));
    long late = median(bytes, ids.length - COMPARED);
    if (late > MORE * early) {
      String message =
          "a late call takes %d times as much memory as an early one: keep the state, not all that was read";
      throw new CheckFailedException(
          "predictor for streams", "slows-down", message.formatted(late / early));
    }
    return kept;
  }

  private static long median(long[] bytes, int from) {
    long[] some = Arrays.copyOfRange(bytes, from, from + COMPARED);
    Arrays.sort(some);
    return some[some.length / 2];
  }

  private static double[][] logits(CharLanguageModel model, int[] ids) {
    int[][] column = Arrays.stream(ids).mapToObj(id -> new int[] {id}).toArray(int[][]::new);
    Tensor all = NoGradient.run(() -> model.forward(column, null).logits());
    int width = model.vocabulary().size();
    double[] flat = all.toDoubles();
    return IntStream.range(0, ids.length)
        .mapToObj(i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width))
        .toArray(double[][]::new);
  }

  private static Object restarted(CharLanguageModel model, int[] ids) {
    return probabilities(
        Arrays.stream(ids)
            .mapToObj(id -> logits(model, new int[] {id})[0])
            .toArray(double[][]::new));
  }

  private static double[][] probabilities(double[][] logits) {
    return Arrays.stream(logits).map(row -> softmax(row, v -> v)).toArray(double[][]::new);
  }

  static Task training(A5.Training answer) {
    return Task.slow(
        "training",
        answer,
        WITH_MODELS,
        1,
        TRAINING_SECONDS,
        d -> {
          String text =
              GeneratedText.of(d.random.nextLong(), TRAINING_CHARACTERS + UNSEEN_CHARACTERS);
          Corpus all = Corpus.of(text);
          Corpus seen = Corpus.of(text.substring(0, TRAINING_CHARACTERS), all.vocabulary());
          int[] unseen = all.vocabulary().encode(text.substring(TRAINING_CHARACTERS));
          int size = all.vocabulary().size();
          double bar = CountModel.of(seen.training(), size, 1).loss(unseen);
          return Question.of(() -> verdict(answer.train(seen), unseen, bar), "a model", 1);
        });
  }

  /** 1, or what is wrong with the model. */
  private static int verdict(CharLanguageModel model, int[] unseen, double bar) {
    if (model == null) {
      throw new CheckFailedException("training", "null", "your method returns null");
    }
    double loss = Evaluation.of(model, unseen).loss();
    if (!(loss < bar)) {
      String message =
          "on unseen text your model has %.3f nats per character, a model that counts pairs of characters %.3f:"
              .formatted(loss, bar);
      boolean hardlyTrained = loss > CountModel.uniform(model.vocabulary().size()) - 0.5;
      throw new CheckFailedException(
          "training",
          hardlyTrained ? "hardly-trained" : "not-good-enough",
          message
              + (hardlyTrained
                  ? " it knows hardly more than the alphabet. Did it train at all, and at what rate?"
                  : " train longer, or with more units"));
    }
    return 1;
  }
}
