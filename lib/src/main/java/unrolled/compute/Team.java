package unrolled.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads that share one piece of work: the caller's and {@code size - 1} daemons. What a
 * member computes depends on its share alone and no two write the same number, so results do not
 * depend on the size of the team. Threads end when the team is closed, or after some idle seconds.
 */
public final class Team implements AutoCloseable {
  /** The caller alone; needs no closing. */
  public static final Team SOLO = new Team(1, null);

  /** Work on the items [from, to). */
  public interface Share {
    void run(int from, int to);
  }

  private static final long IDLE_SECONDS = 10;

  /** Work that has taken less than this is ended rather than given up. */
  private static final long PATIENCE_NANOS = 300_000_000;

  private final int size;
  private final ExecutorService helpers;

  /** Who waits for the team; null while it works alone. */
  private volatile Thread caller;

  private volatile boolean stopped;

  Team(int size, ExecutorService helpers) {
    this.size = size;
    this.helpers = helpers;
  }

  private static ExecutorService pool(int threads) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "unrolled-team");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
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
    return threads == 1 ? SOLO : new Team(threads, pool(threads - 1));
  }

  public int size() {
    return size;
  }

  /**
   * Cuts {@code items} into runs of whole blocks, one for each member, and waits for all. A share
   * that no helper has begun when the caller has done its own is the caller's too: where many
   * programs want few processors, helpers come late.
   */
  public void split(int items, int block, Share share) {
    int blocks = (items + block - 1) / block;
    int members = Math.min(size, blocks);
    if (members <= 1) {
      share.run(0, items);
      return;
    }
    stopped = false;
    caller = Thread.currentThread();
    List<FutureTask<Void>> others = new ArrayList<>(members - 1);
    for (int m = 1; m < members; m++) {
      int from = border(blocks, m, members, block);
      int to = Math.min(items, border(blocks, m + 1, members, block));
      FutureTask<Void> other = new FutureTask<>(() -> share.run(from, to), null);
      others.add(other);
      helpers.execute(other);
    }
    Throwable failure = null;
    try {
      share.run(0, border(blocks, 1, members, block));
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    others.forEach(FutureTask::run); // does nothing where a helper has begun
    for (FutureTask<Void> other : others) {
      failure = await(other, failure);
    }
    caller = null;
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static int border(int blocks, int member, int members, int block) {
    return (int) ((long) blocks * member / members) * block;
  }

  /**
   * To be called inside of a share from time to time: gives up if the team's caller has been
   * interrupted and the work would not end soon by itself.
   *
   * @param begun when the whole work began, by {@link System#nanoTime()}
   * @throws CancellationException if so; the thread stays interrupted
   */
  public void checkpoint(long begun) {
    Thread waiting = caller;
    Thread watched = waiting == null ? Thread.currentThread() : waiting;
    if ((stopped || watched.isInterrupted()) && System.nanoTime() - begun > PATIENCE_NANOS) {
      throw new CancellationException("interrupted");
    }
  }

  /** Waits even when interrupted, since the share writes into arrays of the caller. */
  private Throwable await(Future<?> other, Throwable failure) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return failure;
        } catch (InterruptedException e) {
          interrupted = true;
          stopped = true;
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
