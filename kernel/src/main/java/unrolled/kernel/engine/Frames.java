package unrolled.kernel.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import jdk.jshell.JShell;

/**
 * Translates frames of JShell's classes into lines of snippets. JShell does so by itself for what a
 * snippet throws, but has no call for what ends another thread.
 */
final class Frames {
  private final Object translator;
  private final Method translate;

  Frames(JShell shell) {
    Object found = null;
    Method method = null;
    try {
      Field field = JShell.class.getDeclaredField("eval");
      field.setAccessible(true);
      found = field.get(shell);
      method = found.getClass().getDeclaredMethod("translateExceptionStack", Exception.class);
      method.setAccessible(true);
    } catch (ReflectiveOperationException | RuntimeException e) {
      found = null; // then the frames stay as they are
    }
    translator = found;
    translate = method;
  }

  /**
   * The frames of an exception from its place up to the cell's code; as they are where that fails.
   */
  StackTraceElement[] of(Throwable exception) {
    StackTraceElement[] raw = exception.getStackTrace();
    if (translator == null || raw.length == 0) {
      return raw;
    }
    Exception carrier = new Exception();
    carrier.setStackTrace(raw);
    try {
      return (StackTraceElement[]) translate.invoke(translator, carrier);
    } catch (ReflectiveOperationException e) {
      return raw; // a cell is being compiled, and changes what is being read
    }
  }
}
