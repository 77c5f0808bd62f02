package unrolled.kernel.engine;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import unrolled.kernel.guest.CellGuard;

/**
 * The thread that runs the user's code. It can be stopped, by degrees: first the check in the
 * cell's own code and {@link Thread#interrupt}, then {@link Thread#stop} where the JDK still has
 * it, and at last the thread is let go and a new one takes its place.
 */
final class UserThread {
  /** The user's recursion may go deep. */
  private static final long STACK_BYTES = 16L << 20;

  private static final long REPEAT_MILLIS = 50;
  private static final long FORCE_AFTER_MILLIS = 2000;
  private static final long LET_GO_AFTER_MILLIS = 4000;

  /** Thrown to whoever waits for a thread that was let go. */
  static final class LetGoException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final ClassLoader loader;
  private final Set<Object> stoppedRuns;
  private final InheritableThreadLocal<Object> currentRun;
  private final Field alert;
  private final Field memoryIsFull;
  private final Reserve reserve;

  private ExecutorService executor;
  private volatile Thread thread;
  private volatile Future<?> task;
  private volatile Object run;
  private volatile boolean stopRequested;
  private int letGo;

  @SuppressWarnings("unchecked")
  UserThread(ClassLoader loader) {
    this.loader = loader;
    try {
      // The guard of the user's class loader, not the kernel's.
      Class<?> guard = loader.loadClass(CellGuard.class.getName());
      stoppedRuns = (Set<Object>) guard.getField("STOPPED").get(null);
      currentRun = (InheritableThreadLocal<Object>) guard.getField("RUN").get(null);
      alert = guard.getField("alert");
      memoryIsFull = guard.getField("memoryIsFull");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the guard of the cells is missing", e);
    }
    reserve = new Reserve(this::failForMemory);
    executor = newExecutor();
  }

  private ExecutorService newExecutor() {
    return Executors.newSingleThreadExecutor(
        body -> {
          Thread created = new Thread(null, body, "cells", STACK_BYTES);
          created.setDaemon(true);
          created.setContextClassLoader(loader);
          thread = created;
          return created;
        });
  }

  /** Begins a run: what is called from here to {@link #end} is stopped together. */
  synchronized void begin() {
    run = new Object();
    stopRequested = false;
    set(memoryIsFull, false);
  }

  /** Ends the run. */
  synchronized void end() {
    reserve.restore();
    Object ended = run;
    run = null;
    if (letGo == 0) {
      stoppedRuns.remove(ended);
      set(alert, false);
    }
  }

  /** Whether the present run was asked to stop. */
  boolean stopRequested() {
    return stopRequested;
  }

  /**
   * Runs a body on the user's thread and waits for it.
   *
   * @throws LetGoException if the thread did not stop and was let go
   * @throws Exception what the body threw
   */
  <T> T call(Callable<T> body, Runnable before) throws Exception {
    Object mine = run;
    Future<T> mineTask =
        executor.submit(
            () -> {
              currentRun.set(mine);
              before.run();
              try {
                return body.call();
              } catch (OutOfMemoryError e) {
                reserve.release();
                throw e;
              } catch (InvocationTargetException e) {
                if (e.getCause() instanceof OutOfMemoryError) {
                  reserve.release();
                }
                throw e;
              }
            });
    task = mineTask;
    try {
      return mineTask.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception thrown) {
        throw thrown;
      }
      throw new InvocationTargetException(e.getCause());
    } catch (CancellationException e) {
      throw new LetGoException();
    } finally {
      task = null;
      clearInterrupt();
    }
  }

  /** An interrupt that came too late must not hit the next cell. */
  private void clearInterrupt() {
    if (stopRequested && letGo == 0) {
      try {
        executor.submit(Thread::interrupted).get(1, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        // The thread is busy with something that is being stopped.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Memory is about to run out: the cell that fills it gets the error, not whoever comes last. */
  private void failForMemory() {
    set(memoryIsFull, true);
    set(alert, true);
  }

  /** Stops the present run, if there is one; returns when it has stopped or was let go. */
  void stop() throws InterruptedException {
    Future<?> stopping;
    synchronized (this) {
      if (run == null) {
        return;
      }
      stopRequested = true;
      stoppedRuns.add(run);
      set(alert, true);
      stopping = task;
    }
    long waited = 0;
    while (stopping != null && !stopping.isDone()) {
      if (waited >= LET_GO_AFTER_MILLIS) {
        letThreadGo(stopping);
        return;
      }
      if (waited >= FORCE_AFTER_MILLIS && waited < FORCE_AFTER_MILLIS + REPEAT_MILLIS) {
        forceStop(thread);
      }
      thread.interrupt();
      Thread.sleep(REPEAT_MILLIS);
      waited += REPEAT_MILLIS;
    }
  }

  private synchronized void letThreadGo(Future<?> stopping) {
    letGo++;
    executor.shutdown();
    executor = newExecutor();
    stopping.cancel(true);
  }

  /**
   * Gone from the JDK since 20, and the only means before: by reflection, so that one class serves
   * both.
   */
  private static void forceStop(Thread stuck) {
    try {
      Thread.class.getMethod("stop").invoke(stuck);
    } catch (ReflectiveOperationException e) {
      // Then the thread will be let go.
    }
  }

  private static void set(Field flag, boolean value) {
    try {
      flag.setBoolean(null, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
