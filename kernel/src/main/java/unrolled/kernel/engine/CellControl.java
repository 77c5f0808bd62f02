package unrolled.kernel.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Runs compiled snippets on the user's thread, and keeps what JShell would make a text of: the
 * value and the exception themselves.
 */
final class CellControl extends DirectExecutionControl {
  private static final String UNREADABLE = "(its own methods failed when asked for more)";
  private static final StackTraceElement[] NO_FRAMES = {};

  private final UserThread thread;
  private final Runnable beforeCall;
  private Object value;
  private List<Throwable> thrown = List.of();

  CellControl(CellLoader loader, UserThread thread, Runnable beforeCall) {
    super(loader.delegate());
    this.thread = thread;
    this.beforeCall = beforeCall;
  }

  /** The value of the last snippet. */
  Object value() {
    return value;
  }

  /**
   * What the last snippet threw: the exception, then everything suppressed by or causing it, in the
   * order of {@link #flatten}.
   */
  List<Throwable> thrown() {
    return thrown;
  }

  /** Runs more of the user's code, such as a value's {@code toString}, as if it were the cell's. */
  <T> T alsoCall(Callable<T> body) throws Exception {
    return thread.call(body, beforeCall);
  }

  void forget() {
    value = null;
    thrown = List.of();
  }

  @Override
  protected String invoke(Method body) throws Exception {
    forget();
    value = thread.call(() -> body.invoke(null), beforeCall);
    return "";
  }

  /** JShell flushes the streams here, which a library called by a cell may have taken away. */
  @Override
  protected void clientCodeLeave() throws InternalException {
    if (System.out != null && System.err != null) {
      super.clientCodeLeave();
    }
  }

  /**
   * Makes one chain of causes of the exception's whole tree, because JShell translates the frames
   * of a chain into lines of snippets; {@link #thrown} says which is which.
   */
  @Override
  protected String throwConvertedInvocationException(Throwable exception)
      throws RunException, InternalException {
    if (exception instanceof SPIResolutionException) {
      return super.throwConvertedInvocationException(exception);
    }
    UserException chain;
    try {
      // Its getMessage() and getCause() are the user's code.
      chain = alsoCall(() -> chain(exception));
    } catch (Exception e) {
      thrown = List.of(exception);
      chain = new UserException(UNREADABLE, exception.getClass().getName(), NO_FRAMES);
    }
    throw chain;
  }

  private UserException chain(Throwable exception) {
    thrown = flatten(exception);
    UserException chain = null;
    for (int i = thrown.size() - 1; i >= 0; i--) {
      Throwable one = thrown.get(i);
      UserException converted =
          new UserException(one.getMessage(), one.getClass().getName(), one.getStackTrace());
      if (chain != null) {
        converted.initCause(chain);
      }
      chain = converted;
    }
    return chain;
  }

  @Override
  protected String throwConvertedOtherException(Throwable exception)
      throws RunException, InternalException {
    return throwConvertedInvocationException(
        exception instanceof InvocationTargetException ? exception.getCause() : exception);
  }

  /** An exception, its suppressed ones and its causes, each once. */
  static List<Throwable> flatten(Throwable exception) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Throwable> flat = new ArrayList<>();
    flatten(exception, seen, flat);
    return List.copyOf(flat);
  }

  private static void flatten(Throwable exception, Set<Throwable> seen, List<Throwable> flat) {
    if (exception == null || !seen.add(exception)) {
      return;
    }
    flat.add(exception);
    for (Throwable suppressed : exception.getSuppressed()) {
      flatten(suppressed, seen, flat);
    }
    flatten(exception.getCause(), seen, flat);
  }
}
