package unrolled.lesson;

import unrolled.autograd.Functions;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.nn.Module;

/** A model that reads sequences of symbols and gives classes as its answers. */
public abstract class SequenceModel extends Module {
  /**
   * What the model says at the last steps.
   *
   * @param inputs symbols [T][B]
   * @param answers K, how many of the last steps are asked
   * @return logits [K, B, C]
   */
  public abstract Tensor logits(int[][] inputs, int answers);

  /** The mean cross-entropy of the answers, in nats. */
  public final Tensor loss(Examples examples) {
    int[][] targets = examples.targets();
    return Functions.softmaxCrossEntropy(logits(examples.inputs(), targets.length), targets);
  }

  /** The likeliest classes [K][B]. */
  public final int[][] predict(int[][] inputs, int answers) {
    return Answers.likeliest(NoGradient.run(() -> logits(inputs, answers)));
  }
}
