package unrolled.lesson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import unrolled.autograd.Functions;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.nn.SequenceLayer;
import unrolled.optim.Adam;
import unrolled.optim.Clip;

/**
 * Training on endless streams in chunks of K steps: the state goes on from chunk to chunk, the
 * gradient stops at the chunk's first step.
 */
public final class TruncatedBptt {
  /**
   * What training with chunks of K steps took and gave.
   *
   * @param loss the mean loss of the last quarter of the chunks, in nats a question
   * @param seconds for all chunks
   * @param bytes what the forward pass of the last chunk put on the heap
   */
  public record Run(double loss, double seconds, long bytes) {}

  private TruncatedBptt() {}

  /** The answers to the questions of a chunk, and the state behind it. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier inside the class, never compared
  private record Step(Tensor logits, int[] targets, List<Tensor> state) {
    boolean asked() {
      return targets.length > 0;
    }
  }

  /**
   * Trains with Adam, clipped at norm 1.
   *
   * @param steps K, at least 1
   * @param updates how many chunks, at least 4; one without a question changes nothing
   */
  public static Run train(
      SequenceClassifier model, RecallStream stream, int steps, int updates, double rate) {
    Adam adam = new Adam(model.parameters().values());
    List<Tensor> state = null;
    List<Double> losses = new ArrayList<>();
    long bytes = 0;
    long begin = System.nanoTime();
    for (int update = 0; update < updates; update++) {
      Examples chunk = stream.next(steps);
      long before = Allocation.bytes();
      Step step = run(model, chunk, state);
      bytes = Allocation.bytes() - before;
      if (step.asked()) {
        Tensor loss = Functions.softmaxCrossEntropy(step.logits(), step.targets());
        model.zeroGradients();
        loss.backward();
        Clip.byGlobalNorm(model.parameters().values(), 1);
        adam.step(rate);
        losses.add(loss.item());
      }
      state = step.state().stream().map(Tensor::detach).toList(); // here the gradient is cut
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double last =
        losses.stream()
            .skip(losses.size() * 3L / 4)
            .mapToDouble(loss -> loss)
            .average()
            .orElse(Double.NaN);
    return new Run(last, seconds, bytes);
  }

  private static Step run(SequenceClassifier model, Examples chunk, List<Tensor> state) {
    SequenceLayer.Output output = model.layer().forwardOneHot(chunk.inputs(), state);
    int[] targets = Arrays.stream(chunk.targets()).flatMapToInt(Arrays::stream).toArray();
    int[] questions =
        IntStream.range(0, targets.length)
            .filter(n -> targets[n] != RecallStream.NO_QUESTION)
            .toArray();
    if (questions.length == 0) {
      return new Step(null, questions, output.state());
    }
    long width = output.sequence().size(2);
    Tensor asked = Functions.gather(output.sequence().reshape(targets.length, width), questions);
    return new Step(
        model.head().forward(asked),
        Arrays.stream(questions).map(n -> targets[n]).toArray(),
        output.state());
  }

  /** The part of the stream's questions that the model answers right, over that many steps. */
  public static double recalled(SequenceClassifier model, RecallStream stream, int steps) {
    Step step = NoGradient.run(() -> run(model, stream.next(steps), null));
    long count = step.targets().length;
    int[][] given = Answers.likeliest(step.logits().reshape(1, count, stream.classes()));
    return Answers.accuracy(given, new int[][] {step.targets()});
  }
}
