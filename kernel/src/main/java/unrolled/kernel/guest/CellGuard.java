package unrolled.kernel.guest;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Called by the compiled code of cells, at each backward jump and at the start of each method. This
 * class is loaded a second time, among the user's classes: it may use nothing but the JDK.
 */
@SuppressWarnings("DoNotCallSuggester") // they are called, by rewritten code
public final class CellGuard {
  /** The run to which a thread belongs: the cell's own, or that of the thread that started it. */
  public static final InheritableThreadLocal<Object> RUN = new InheritableThreadLocal<>();

  /** The runs that are to stop. */
  public static final Set<Object> STOPPED = ConcurrentHashMap.newKeySet();

  /**
   * Whether a check may have to throw. Volatile, so that a compiled loop cannot miss it; all that a
   * check costs until then.
   */
  public static volatile boolean alert;

  /** Whether memory is about to run out: the first cell that comes by gets the error. */
  public static volatile boolean memoryIsFull;

  private CellGuard() {}

  /** Ends the calling thread's run if it is to stop, or if it fills the heap. */
  public static void check() {
    if (alert) {
      if (memoryIsFull) {
        memoryIsFull = false;
        throw new OutOfMemoryError("Java heap space");
      }
      Object run = RUN.get();
      // A thread of the common pool works for all cells, whichever it inherited from.
      if ((run != null && STOPPED.contains(run))
          || Thread.currentThread() instanceof ForkJoinWorkerThread) {
        throw new CellStopped();
      }
    }
  }

  /** In place of {@link System#exit}. */
  public static void exit(int status) {
    throw new SecurityException(
        "System.exit("
            + status
            + ") would end the kernel and lose every variable: it is not run in a notebook");
  }

  /** In place of {@link Runtime#exit} and {@link Runtime#halt}. */
  public static void exit(Runtime runtime, int status) {
    throw new SecurityException(
        "Runtime.exit and halt would end the kernel and lose every variable: they are not run in a notebook");
  }

  /** In place of {@link Runtime#addShutdownHook}. */
  public static void addShutdownHook(Runtime runtime, Thread hook) {
    throw new SecurityException(
        "a shutdown hook would run when the kernel ends, long after its cell: it is not set in a notebook");
  }

  /** In place of {@link System#setOut}. */
  public static void setOut(PrintStream stream) {
    System.setOut(present("System.setOut", stream));
  }

  /** In place of {@link System#setErr}. */
  public static void setErr(PrintStream stream) {
    System.setErr(present("System.setErr", stream));
  }

  /** Without one every later cell would fail, at JShell's own flush behind it. */
  private static PrintStream present(String method, PrintStream stream) {
    if (stream == null) {
      throw new NullPointerException(method + ": expected a PrintStream, got null");
    }
    return stream;
  }
}
