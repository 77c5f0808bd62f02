package unrolled.grade;

import static unrolled.grade.Draw.tensor;
import static unrolled.grade.Plain.add;
import static unrolled.grade.Plain.affine;
import static unrolled.grade.Plain.sigmoid;
import static unrolled.grade.Plain.tanh;

/** Assignment 1: the cell, the loop over time, the number of parameters. */
final class A1Cell {
  private A1Cell() {}

  static Task step(A1.Step answer) {
    return Task.of(
        "one step",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          RnnOracle rnn = new RnnOracle(d);
          double[][] x = d.matrix(d.batch, d.inputs);
          double[][] h = d.matrix(d.batch, d.hidden);
          double[][] fromX = affine(x, rnn.w, null);
          double[][] fromH = affine(h, rnn.u, rnn.b);
          return Question.of(
                  () -> answer.step(rnn.input(), rnn.recurrent(), tensor(x), tensor(h)),
                  "[B, H]",
                  rnn.step(x, h))
              .mistake(
                  "no-activation",
                  "this is the sum alone: tanh folds it back to between -1 and 1",
                  add(fromX, fromH))
              .mistake(
                  "sigmoid-for-tanh",
                  "this is the sigmoid: the RNN's state goes from -1 to 1, with tanh",
                  sigmoid(add(fromX, fromH)))
              .mistake(
                  "bias-forgotten",
                  "the bias of u is missing",
                  tanh(add(fromX, affine(h, rnn.u, null))))
              .mistake(
                  "state-ignored",
                  "the old state does not matter to the result: U h is missing",
                  tanh(fromX))
              .mistake(
                  "state-ignored",
                  "the old state does not matter to the result: U h is missing",
                  tanh(add(fromX, affine(rnn.zero(d.batch), rnn.u, rnn.b))))
              .mistake(
                  "input-ignored",
                  "the input does not matter to the result: W x is missing",
                  tanh(fromH))
              .mistake(
                  "tanh-on-each-part",
                  "tanh goes around the whole sum, not around each part",
                  add(tanh(fromX), tanh(fromH)))
              .mistake(
                  "parts-multiplied",
                  "W x and U h + b are multiplied: they are added",
                  tanh(Plain.mul(fromX, fromH)));
        });
  }

  static Task unroll(A1.Unroll answer) {
    return Task.of(
        "unrolled loop",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          RnnOracle rnn = new RnnOracle(d);
          double[][][] x = d.sequence(d.steps, d.batch, d.inputs);
          double[][][] right = rnn.run(x);
          return Unrolled.withMistakes(
              Question.of(
                  () -> answer.unroll(rnn.input(), rnn.recurrent(), tensor(x)), "[T, B, H]", right),
              right,
              Unrolled.restarted(x, rnn::run),
              Plain.reversed(rnn.run(Plain.reversed(x))),
              rnn.zero(d.batch));
        });
  }

  static Task count(A1.Count answer) {
    return Task.of(
        "number of parameters",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          // From D + 2 to 2 D - 2: elsewhere two of the mistakes can count alike.
          int inputs = 4 + d.random.nextInt(40);
          int hidden = inputs + 2 + d.random.nextInt(inputs - 3);
          long w = (long) hidden * inputs;
          long u = (long) hidden * hidden;
          return Question.of(() -> answer.count(inputs, hidden), "a number", w + u + hidden)
              .mistake("bias-forgotten", "the bias of u is not counted", w + u)
              .mistake("bias-counted-twice", "w has no bias: only u has one", w + u + 2L * hidden)
              .mistake("bias-counted-twice", "the bias has H numbers, not D", w + u + inputs)
              .mistake("recurrent-weights-forgotten", "u's weight is not counted", w + hidden)
              .mistake("input-weights-forgotten", "w's weight is not counted", u + hidden)
              .mistake(
                  "recurrent-weights-not-square",
                  "u leads from h to h: its weight is [H, H]",
                  w + w + hidden);
        });
  }
}
