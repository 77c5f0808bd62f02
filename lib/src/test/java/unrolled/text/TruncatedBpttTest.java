package unrolled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static unrolled.autograd.Functions.softmaxCrossEntropy;

import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.nn.GRU;
import unrolled.nn.GRUCell;
import unrolled.nn.LSTM;
import unrolled.nn.LayerShape;
import unrolled.nn.Linear;
import unrolled.nn.RNN;
import unrolled.nn.SequenceLayer;

/** The proof that truncated BPTT truncates: over the border go values, never gradients. */
final class TruncatedBpttTest {
  private static final int STREAMS = 3;
  private static final int STEPS = 5;
  private static final int H = 8;
  private static final Corpus CORPUS = Corpus.of(GeneratedText.of(1, 400));
  private static final UnaryOperator<Tensor> CUT = Tensor::detach;
  private static final UnaryOperator<Tensor> UNCUT = UnaryOperator.identity();

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void whatLiesBeforeTheCutGetsNoGradientFromBehindIt(CellKind kind) {
    Run run = new Run(kind, CUT);
    run.lossBehind.backward();
    assertThat(run.before.gradient()).as("no gradient has reached the first batch").isNull();
    assertThat(eachStep(run.behind)).as("the second batch's steps").doesNotContain(0.0);
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void withoutTheCutEveryEarlierStepGetsAGradient(CellKind kind) {
    Run run = new Run(kind, UNCUT);
    run.lossBehind.backward();
    assertThat(eachStep(run.before)).as("the first batch's steps").doesNotContain(0.0);
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void bothLossesTogetherGiveTheFirstBatchItsOwnGradientToTheBit(CellKind kind) {
    Run alone = new Run(kind, CUT);
    alone.lossBefore.backward();
    Run cut = new Run(kind, CUT);
    cut.lossBefore.add(cut.lossBehind).backward();
    Run uncut = new Run(kind, UNCUT);
    uncut.lossBefore.add(uncut.lossBehind).backward();
    double[] own = alone.before.gradient().toDoubles();
    assertThat(cut.before.gradient().toDoubles()).isEqualTo(own);
    assertThat(uncut.before.gradient().toDoubles()).isNotEqualTo(own);
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void theCutChangesNoValue(CellKind kind) {
    Run cut = new Run(kind, CUT);
    Run uncut = new Run(kind, UNCUT);
    Run anew = new Run(kind, state -> state.mul(0));
    assertThat(cut.lossBehind.item()).isEqualTo(uncut.lossBehind.item());
    assertThat(cut.lossBehind.item())
        .as("the state says something")
        .isNotCloseTo(anew.lossBehind.item(), within(1e-6));
  }

  /** Two consecutive batches through one model; what happens to the state between is the case. */
  private static final class Run {
    final Tensor before;
    final Tensor behind;
    final Tensor lossBefore;
    final Tensor lossBehind;

    Run(CellKind kind, UnaryOperator<Tensor> atTheBorder) {
      int size = CORPUS.vocabulary().size();
      Random random = new Random(7);
      SequenceLayer layer = layer(kind, LayerShape.of(size, H).withLayers(2), random);
      Linear head = new Linear(H, size, DataType.DOUBLE, random);
      Batches batches = Batches.of(CORPUS.training(), STREAMS, STEPS);
      Batch first = batches.next();
      Batch second = batches.next();
      before = oneHot(first.inputs(), size);
      behind = oneHot(second.inputs(), size);
      SequenceLayer.Output one = layer.forward(before);
      List<Tensor> state = one.state().stream().map(atTheBorder).toList();
      SequenceLayer.Output two = layer.forward(behind, state);
      lossBefore = softmaxCrossEntropy(head.forward(one.sequence()), first.targets());
      lossBehind = softmaxCrossEntropy(head.forward(two.sequence()), second.targets());
    }
  }

  private static SequenceLayer layer(CellKind kind, LayerShape shape, Random random) {
    return switch (kind) {
      case RNN -> new RNN(shape, DataType.DOUBLE, random);
      case LSTM -> new LSTM(shape, DataType.DOUBLE, random);
      case GRU_RESET_BEFORE ->
          new GRU(shape, GRUCell.Reset.BEFORE_PRODUCT, DataType.DOUBLE, random);
      case GRU_RESET_AFTER -> new GRU(shape, GRUCell.Reset.AFTER_PRODUCT, DataType.DOUBLE, random);
    };
  }

  /** Inputs [T, B, V] as a leaf of the graph, so that they show the gradient that reaches them. */
  private static Tensor oneHot(int[][] ids, int size) {
    double[] values = new double[STEPS * STREAMS * size];
    for (int t = 0; t < STEPS; t++) {
      for (int b = 0; b < STREAMS; b++) {
        values[(t * STREAMS + b) * size + ids[t][b]] = 1;
      }
    }
    return Tensor.parameter(Tensor.of(values, STEPS, STREAMS, size));
  }

  /** The sum of the gradient's squares at each step. */
  private static double[] eachStep(Tensor x) {
    double[] gradient = x.gradient().toDoubles();
    double[] sums = new double[STEPS];
    for (int i = 0; i < gradient.length; i++) {
      sums[i / (gradient.length / STEPS)] += gradient[i] * gradient[i];
    }
    return sums;
  }
}
