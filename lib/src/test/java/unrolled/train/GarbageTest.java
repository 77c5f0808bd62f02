package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.compute.CellKind;
import unrolled.text.Corpus;
import unrolled.text.GeneratedText;

/** In the steady state a step of training uses the arrays of the step before. */
class GarbageTest {
  private static final int BATCH = 16;
  private static final int STEPS = 64;
  private static final int HIDDEN = 128;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest(name = "{0} layers")
  @ValueSource(ints = {1, 2})
  void aStepAllocatesLessThanOneSequenceOfHiddenStates(int layers) {
    Corpus corpus = Corpus.of(GeneratedText.of(1, 20_000));
    Recipe recipe =
        Recipe.of(Budget.steps(60))
            .withBatch(BATCH)
            .withStepsPerChunk(STEPS)
            .withEvaluations(1)
            .withThreads(1);
    ModelShape shape = ModelShape.of(CellKind.LSTM, HIDDEN).withLayers(layers).withDropout(0.2);
    List<Long> allocated = new ArrayList<>();
    TrainingListener counting =
        progress -> allocated.add(threads.getThreadAllocatedBytes(Thread.currentThread().getId()));
    new Trainer(Trainer.newModel(shape, corpus.vocabulary(), recipe), corpus, recipe).run(counting);

    List<Long> each = new ArrayList<>();
    for (int n = 20; n < allocated.size(); n++) {
      each.add(allocated.get(n) - allocated.get(n - 1));
    }
    long sequence = 4L * STEPS * BATCH * HIDDEN;
    assertThat(Collections.min(each)).isLessThan(sequence / 2);
  }
}
