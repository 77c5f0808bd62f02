package unrolled.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A few threads that share one piece of work: the caller's and {@code size - 1} daemons. What a
 * member computes depends on its share alone and no two write the same number, so results do not
 * depend on the size of the team.
 */
public final class Team implements AutoCloseable {
  /** The caller alone; needs no closing. */
  public static final Team SOLO = new Team(1);

  /** Work on the items [from, to). */
  public interface Share {
    void run(int from, int to);
  }

  private final int size;
  private final ExecutorService helpers;

  private Team(int size) {
    this.size = size;
    this.helpers =
        size == 1
            ? null
            : Executors.newFixedThreadPool(
                size - 1,
                task -> {
                  Thread thread = new Thread(task, "unrolled-team");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /**
   * A team of that many threads, to be closed after use.
   *
   * @param threads at least 1
   * @throws IllegalArgumentException if there are fewer than one
   */
  public static Team of(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
    }
    return threads == 1 ? SOLO : new Team(threads);
  }

  public int size() {
    return size;
  }

  /** Cuts {@code items} into runs of whole blocks, one for each member, and waits for all. */
  public void split(int items, int block, Share share) {
    int blocks = (items + block - 1) / block;
    int members = Math.min(size, blocks);
    List<Future<?>> others = new ArrayList<>();
    for (int m = 1; m < members; m++) {
      int from = (int) ((long) blocks * m / members) * block;
      int to = Math.min(items, (int) ((long) blocks * (m + 1) / members) * block);
      others.add(helpers.submit(() -> share.run(from, to)));
    }
    Throwable failure = null;
    try {
      share.run(0, Math.min(items, Math.max(1, blocks / Math.max(1, members)) * block));
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    for (Future<?> other : others) {
      failure = await(other, failure);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Waits even when interrupted, since the share writes into arrays of the caller. */
  private static Throwable await(Future<?> other, Throwable failure) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return failure;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return failure == null ? e.getCause() : failure;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdown();
    }
  }
}
