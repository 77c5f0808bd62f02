package unrolled.grade;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One call of an answer: in a thread of its own, for a limited time, with nothing on stderr. */
final class Attempt {
  static final long LIMIT_SECONDS = 10;

  private static final long STACK_BYTES = 16L << 20;

  private Attempt() {}

  /** What the call returns; every way to fail is a {@link CheckFailedException}. */
  static <T> T of(String task, long seconds, Callable<T> call) {
    FutureTask<T> future = new FutureTask<>(call);
    Runaway runaway = new Runaway();
    Thread thread = new Thread(null, runaway.owned(future), "answer", STACK_BYTES);
    thread.setDaemon(true);
    PrintStream errors = System.err;
    System.setErr(System.out); // a student's own print must not cost the mark
    try {
      thread.start();
      return future.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      runaway.stop(thread);
      throw new CheckFailedException(
          task,
          "time-out",
          "no result after " + seconds + " seconds: is there a loop that never ends?");
    } catch (ExecutionException e) {
      throw explained(task, e.getCause());
    } catch (InterruptedException | CancellationException e) {
      runaway.stop(thread);
      Thread.currentThread().interrupt();
      throw new CheckFailedException(task, "interrupted", "the check was interrupted");
    } finally {
      System.setErr(errors);
    }
  }

  private static CheckFailedException explained(String task, Throwable thrown) {
    if (thrown instanceof CheckFailedException nested) {
      return nested;
    }
    if (thrown instanceof UnsupportedOperationException
        && String.valueOf(thrown.getMessage()).contains("not written yet")) {
      return new CheckFailedException(
          task, "not-written", "not written yet: put your code in place of the line that throws");
    }
    if (thrown instanceof StackOverflowError) {
      return new CheckFailedException(
          task, "endless-recursion", "your method calls itself without end");
    }
    if (thrown instanceof OutOfMemoryError) {
      return new CheckFailedException(
          task, "memory", "your method used up the memory: does something grow in a loop?");
    }
    if (thrown instanceof IllegalArgumentException
        && String.valueOf(thrown.getMessage()).contains("expected")) {
      return new CheckFailedException(
          task,
          "shapes-do-not-fit",
          "an operation was given what does not fit ("
              + thrown.getMessage()
              + "): is a product transposed, or are two arguments swapped?",
          thrown);
    }
    return new CheckFailedException(
        task, "threw", "your method threw " + thrown.getClass().getSimpleName(), thrown);
  }
}
