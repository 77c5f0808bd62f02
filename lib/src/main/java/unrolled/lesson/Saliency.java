package unrolled.lesson;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.Tensor;

/**
 * How much each symbol of a sequence matters to the last answer: the norm of the gradient of the
 * answer's log probability with respect to the symbol's one-hot vector. It says how the answer
 * would move with a small change; it does not say that the model is right.
 */
public final class Saliency {
  private Saliency() {}

  /**
   * The gradient norms of log p(answer) at the last step, for the likeliest answer.
   *
   * @param sequence symbols [T]
   * @return [T]
   */
  public static double[] of(SequenceClassifier model, int... sequence) {
    Examples one = Examples.ofSequences(List.of(sequence), List.of(new int[1]));
    int symbols = model.layer().inputSize();
    Tensor x = Tensor.parameter(one.oneHot(symbols));
    Tensor states = model.layer().forward(x).sequence();
    Tensor logits = model.head().forward(states.select(0, sequence.length - 1));
    int answer = model.predict(one.inputs(), 1)[0][0];
    Functions.softmaxCrossEntropy(logits, new int[] {answer}).backward();
    double[] gradient = x.gradient().to(DataType.DOUBLE).toDoubles();
    model.zeroGradients();
    return norms(gradient, symbols);
  }

  private static double[] norms(double[] gradient, int symbols) {
    double[] norms = new double[gradient.length / symbols];
    for (int i = 0; i < gradient.length; i++) {
      norms[i / symbols] += gradient[i] * gradient[i];
    }
    for (int t = 0; t < norms.length; t++) {
      norms[t] = Math.sqrt(norms[t]);
    }
    return norms;
  }
}
