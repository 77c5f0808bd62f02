package unrolled.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A team shares work, ends when interrupted, and leaves no thread behind. */
final class TeamTest {
  @Test
  void everyItemIsDoneOnce() {
    try (Team team = Team.of(3)) {
      for (int items : new int[] {1, 7, 8, 9, 64, 65}) {
        AtomicInteger done = new AtomicInteger();
        team.split(items, 8, (from, to) -> done.addAndGet(to - from));
        assertThat(done).hasValue(items);
      }
    }
  }

  @Test
  void whatNoHelperHasBegunTheCallerDoesItself() {
    ExecutorService helpers = Executors.newSingleThreadExecutor();
    CompletableFuture<Void> otherWork = new CompletableFuture<>();
    helpers.execute(otherWork::join);
    try (Team team = new Team(2, helpers)) {
      Set<Thread> workers = ConcurrentHashMap.newKeySet();
      AtomicInteger done = new AtomicInteger();
      team.split(
          16,
          8,
          (from, to) -> {
            workers.add(Thread.currentThread());
            done.addAndGet(to - from);
          });
      assertThat(done).hasValue(16);
      assertThat(workers).containsExactly(Thread.currentThread());
    } finally {
      otherWork.complete(null);
    }
  }

  @Test
  void longWorkGivesUpWithinASecondOfAnInterrupt() throws InterruptedException {
    try (Team team = Team.of(2)) {
      AtomicInteger cancelled = new AtomicInteger();
      Thread caller =
          new Thread(
              () -> {
                try {
                  long begun = System.nanoTime();
                  team.split(
                      16,
                      8,
                      (from, to) -> {
                        while (true) {
                          team.checkpoint(begun);
                        }
                      });
                } catch (CancellationException e) {
                  cancelled.incrementAndGet();
                }
              });
      caller.start();
      Thread.sleep(50);
      caller.interrupt();
      caller.join(1000);
      assertThat(cancelled).hasValue(1);
    }
  }

  @Test
  void aFailureOfAMemberReachesTheCaller() {
    try (Team team = Team.of(2)) {
      assertThatThrownBy(
              () ->
                  team.split(
                      16,
                      8,
                      (from, to) -> {
                        if (from > 0) {
                          throw new IllegalStateException("second share");
                        }
                      }))
          .hasMessage("second share");
    }
  }

  @Test
  void noThreadIsLeftBehind() throws InterruptedException {
    Team team = Team.of(3);
    team.split(24, 8, (from, to) -> {});
    team.close();
    for (int n = 0; n < 100 && threads() > 0; n++) {
      Thread.sleep(10);
    }
    assertThat(threads()).isZero();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("unrolled-team"))
        .count();
  }
}
