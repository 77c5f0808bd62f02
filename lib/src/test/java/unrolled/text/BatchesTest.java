package unrolled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The text of these tests is 0, 1, 2, ...: an id says where in the text it stands. */
final class BatchesTest {
  @Property(tries = 300)
  void anEpochReadsTheTextInOrderExactlyOnce(
      @ForAll @IntRange(min = 1, max = 7) int streams,
      @ForAll @IntRange(min = 1, max = 9) int steps,
      @ForAll @IntRange(min = 1, max = 200) int more) {
    int length = streams * steps + more;
    List<Integer> read = concatenated(epoch(batches(length, streams, steps)));
    assertThat(read).isEqualTo(IntStream.range(0, read.size()).boxed().toList());
    assertThat(length - 1 - read.size()).isBetween(0, streams - 1);
  }

  @Property(tries = 300)
  void targetsAreTheInputsOneCharacterLater(
      @ForAll @IntRange(min = 1, max = 7) int streams,
      @ForAll @IntRange(min = 1, max = 9) int steps,
      @ForAll @IntRange(min = 1, max = 200) int more) {
    for (Batch batch : epoch(batches(streams * steps + more, streams, steps))) {
      for (int t = 0; t < batch.steps(); t++) {
        for (int b = 0; b < batch.streams(); b++) {
          assertThat(batch.targets()[t][b]).isEqualTo(batch.inputs()[t][b] + 1);
        }
      }
    }
  }

  @Property(tries = 300)
  void everyStreamGoesOnWhereItStoppedUntilTheEpochEnds(
      @ForAll @IntRange(min = 1, max = 7) int streams,
      @ForAll @IntRange(min = 1, max = 9) int steps,
      @ForAll @IntRange(min = 1, max = 200) int more) {
    Batches batches = batches(streams * steps + more, streams, steps);
    Batch before = batches.next();
    for (int k = 1; k < 3 * batches.perEpoch(); k++) {
      Batch batch = batches.next();
      assertThat(batch.first()).isEqualTo(k % batches.perEpoch() == 0);
      if (!batch.first()) {
        assertThat(batch.inputs()[0]).isEqualTo(before.targets()[before.steps() - 1]);
      }
      before = batch;
    }
  }

  @Property(tries = 300)
  void onlyTheLastBatchOfAnEpochMayBeShorter(
      @ForAll @IntRange(min = 1, max = 7) int streams,
      @ForAll @IntRange(min = 1, max = 9) int steps,
      @ForAll @IntRange(min = 1, max = 200) int more) {
    List<Batch> epoch = epoch(batches(streams * steps + more, streams, steps));
    for (Batch batch : epoch.subList(0, epoch.size() - 1)) {
      assertThat(batch.steps()).isEqualTo(steps);
    }
    assertThat(epoch.get(epoch.size() - 1).steps()).isBetween(1, steps);
  }

  @Test
  void streamsStandSideBySide() {
    Batches batches = batches(13, 2, 4);
    assertThat(batches.perEpoch()).isEqualTo(2);
    Batch batch = batches.next();
    assertThat(batch.inputs()).isDeepEqualTo(new int[][] {{0, 6}, {1, 7}, {2, 8}, {3, 9}});
    assertThat(batch.targets()).isDeepEqualTo(new int[][] {{1, 7}, {2, 8}, {3, 9}, {4, 10}});
    assertThat(batch.first()).isTrue();
    assertThat(batch.characters()).isEqualTo(8);
    assertThat(batches.next().inputs()).isDeepEqualTo(new int[][] {{4, 10}, {5, 11}});
  }

  @Test
  void everyEpochIsTheSame() {
    Batches batches = batches(100, 3, 8);
    List<Integer> first = concatenated(epoch(batches));
    assertThat(concatenated(epoch(batches))).isEqualTo(first);
  }

  @Property(tries = 300)
  void aShiftingEpochIsTheTextFromAnotherPlaceOn(
      @ForAll @IntRange(min = 1, max = 7) int streams,
      @ForAll @IntRange(min = 1, max = 9) int steps,
      @ForAll @IntRange(min = 1, max = 200) int more,
      @ForAll long seed) {
    int length = streams * steps + more;
    int[] ids = IntStream.range(0, length).toArray();
    Batches batches = Batches.shifting(ids, streams, steps, new SplittableRandom(seed));
    Set<Integer> begins = new HashSet<>();
    for (int k = 0; k < 10; k++) {
      List<Integer> read = concatenated(epoch(batches));
      int begin = read.get(0);
      begins.add(begin);
      assertThat(read)
          .isEqualTo(IntStream.range(0, read.size()).mapToObj(i -> (begin + i) % length).toList());
    }
    assertThat(begins).hasSizeGreaterThan(1);
  }

  @Test
  void laterChangesOfTheIdsDoNotReachTheBatches() {
    int[] ids = IntStream.range(0, 9).toArray();
    Batches batches = Batches.of(ids, 2, 4);
    ids[0] = 99;
    assertThat(batches.next().inputs()[0][0]).isZero();
  }

  @Test
  void whatCannotMakeABatchIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batches(8, 2, 4))
        .withMessage("ids: expected at least 9 characters for 2 streams of 4 steps, got 8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batches(8, 0, 4))
        .withMessage("batch: expected at least 1 stream, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batches(8, 2, 0))
        .withMessage("steps: expected at least 1 step, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> batches(8, Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  private static Batches batches(int length, int streams, int steps) {
    return Batches.of(IntStream.range(0, length).toArray(), streams, steps);
  }

  private static List<Batch> epoch(Batches batches) {
    return IntStream.range(0, batches.perEpoch()).mapToObj(k -> batches.next()).toList();
  }

  /** What the first stream read, then the second, ... */
  private static List<Integer> concatenated(List<Batch> epoch) {
    List<Integer> read = new ArrayList<>();
    for (int b = 0; b < epoch.get(0).streams(); b++) {
      for (Batch batch : epoch) {
        for (int[] row : batch.inputs()) {
          read.add(row[b]);
        }
      }
    }
    return read;
  }
}
