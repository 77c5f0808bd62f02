package unrolled.grade;

import static unrolled.grade.Draw.linear;
import static unrolled.grade.Draw.tensor;
import static unrolled.grade.Plain.affine;

import java.util.Arrays;

/** Assignment 1: four ways to use one cell. */
final class A1Shapes {
  private static final String HEAD_MISSING =
      "these are hidden states: the head makes the output of them";
  private static final String ONLY_LAST =
      "this is the last step's output alone: one for each step is asked";

  private A1Shapes() {}

  /** A cell and a head [K][H]. */
  private static final class Model {
    final RnnOracle rnn;
    final double[][] weight;
    final double[] bias;

    Model(Draw d) {
      rnn = new RnnOracle(d);
      weight = d.matrix(d.hidden + 1, d.hidden);
      bias = d.bias(d.hidden + 1);
    }

    unrolled.nn.Linear head() {
      return linear(weight, bias);
    }

    double[][] out(double[][] h) {
      return affine(h, weight, bias);
    }

    double[][][] out(double[][][] h) {
      return Arrays.stream(h).map(this::out).toArray(double[][][]::new);
    }
  }

  static Task manyToOne(A1.Reader answer) {
    return Task.of(
        "many to one",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          Model m = new Model(d);
          double[][][] x = d.sequence(d.steps, d.batch, d.inputs);
          double[][][] h = m.rnn.run(x);
          double[][] last = h[h.length - 1];
          return read(answer, m, x, "[B, K]", m.out(last))
              .mistake("head-missing", HEAD_MISSING, last)
              .mistake(
                  "first-state-for-last",
                  "this is made of the first step's state: the last one has read everything",
                  m.out(h[0]))
              .mistake(
                  "mean-for-last-state",
                  "this is made of the states' mean: the last state is asked, it sums up the sequence",
                  m.out(mean(h)))
              .mistake(
                  "all-steps-for-last",
                  "this is an output for every step: only the one after the last step is asked",
                  m.out(h));
        });
  }

  static Task manyToMany(A1.Reader answer) {
    return Task.of(
        "many to many, in step",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          Model m = new Model(d);
          double[][][] x = d.sequence(d.steps, d.batch, d.inputs);
          double[][][] h = m.rnn.run(x);
          double[][][] y = m.out(h);
          return read(answer, m, x, "[T, B, K]", y)
              .mistake("head-missing", HEAD_MISSING, h)
              .mistake("only-last-state", ONLY_LAST, y[y.length - 1])
              .mistake(
                  "state-not-carried",
                  "every step starts from the zero state: pass on the state that the step before gave",
                  m.out(Unrolled.restarted(x, m.rnn::run)));
        });
  }

  private static Question read(
      A1.Reader answer, Model m, double[][][] x, String names, Object expected) {
    return Question.of(
        () -> answer.read(m.rnn.input(), m.rnn.recurrent(), m.head(), tensor(x)), names, expected);
  }

  static Task oneToMany(A1.Writer answer) {
    return Task.of(
        "one to many",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          Model m = new Model(d);
          double[][] x = d.matrix(d.batch, d.inputs);
          double[][][] seen = silence(d, d.steps);
          seen[0] = x;
          double[][][] y = m.out(m.rnn.run(seen));
          double[][][] again = new double[d.steps][][];
          Arrays.fill(again, x);
          return Question.of(
                  () ->
                      answer.write(m.rnn.input(), m.rnn.recurrent(), m.head(), tensor(x), d.steps),
                  "[steps, B, K]",
                  y)
              .mistake("head-missing", HEAD_MISSING, m.rnn.run(seen))
              .mistake(
                  "input-repeated",
                  "x is fed at every step: it is seen at the first alone, then the input is zero",
                  m.out(m.rnn.run(again)))
              .mistake(
                  "input-never-seen",
                  "x is not read: it is the input of the first step",
                  m.out(m.rnn.run(silence(d, d.steps))))
              .mistake("only-last-state", ONLY_LAST, y[y.length - 1]);
        });
  }

  static Task encoderDecoder(A1.Translator answer) {
    return Task.of(
        "encoder and decoder",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          Model encoder = new Model(d);
          RnnOracle decoder = new RnnOracle(d);
          double[][][] x = d.sequence(d.steps, d.batch, d.inputs);
          int steps = d.steps + 1;
          double[][][] read = encoder.rnn.run(x);
          double[][] thought = read[read.length - 1];
          double[][][] h = decoder.run(silence(d, steps), thought);
          A1.Pair pair =
              new A1.Pair(
                  encoder.rnn.input(),
                  encoder.rnn.recurrent(),
                  decoder.input(),
                  decoder.recurrent(),
                  encoder.head());
          return Question.of(
                  () -> answer.translate(pair, tensor(x), steps), "[steps, B, K]", encoder.out(h))
              .mistake("head-missing", HEAD_MISSING, h)
              .mistake(
                  "thought-lost",
                  "the decoder starts from zero: it starts from the encoder's last state",
                  encoder.out(decoder.run(silence(d, steps))))
              .mistake(
                  "encoder-for-decoder",
                  "the encoder's cell writes: the decoder has weights of its own",
                  encoder.out(encoder.rnn.run(silence(d, steps), thought)))
              .mistake(
                  "one-step-late",
                  "the first output is made of the encoder's state: the decoder takes a step first",
                  encoder.out(late(thought, h)));
        });
  }

  private static double[][][] late(double[][] first, double[][][] h) {
    double[][][] late = new double[h.length][][];
    late[0] = first;
    System.arraycopy(h, 0, late, 1, h.length - 1);
    return late;
  }

  private static double[][][] silence(Draw d, int steps) {
    return new double[steps][d.batch][d.inputs];
  }

  private static double[][] mean(double[][][] h) {
    double[][] sum = Arrays.stream(h).reduce(Plain::add).orElseThrow();
    return Plain.map(sum, v -> v / h.length);
  }
}
