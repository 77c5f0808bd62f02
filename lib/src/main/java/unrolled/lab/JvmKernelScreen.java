package unrolled.lab;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * IJava and JJava, by reflection: their bases have the same classes under different packages. Both
 * update a display by its id.
 */
final class JvmKernelScreen implements Screen {
  private static final String IJAVA_BASE = "io.github.spencerpark.jupyter.kernel.";
  private static final String JJAVA_BASE = "org.dflib.jjava.jupyter.kernel.";

  private final Object kernel;
  private final String base;

  private JvmKernelScreen(Object kernel, String base) {
    this.kernel = kernel;
    this.base = base;
  }

  static Optional<Screen> ofIJava() {
    return running("io.github.spencerpark.ijava.IJava", "getKernelInstance")
        .map(kernel -> of(kernel, IJAVA_BASE));
  }

  static Optional<Screen> ofJJava() {
    return running(JJAVA_BASE + "BaseKernel", "notebookKernel")
        .map(kernel -> of(kernel, JJAVA_BASE));
  }

  static Screen of(Object kernel, String base) {
    return new JvmKernelScreen(kernel, base);
  }

  private static Optional<Object> running(String className, String method) {
    try {
      Class<?> type = Class.forName(className, true, JvmKernelScreen.class.getClassLoader());
      return Optional.ofNullable(type.getMethod(method).invoke(null));
    } catch (ClassNotFoundException | InvocationTargetException e) {
      // The library is not there, or no kernel of its runs, which JJava says by an exception.
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  @Override
  public void display(Map<String, Object> content, String id) {
    Object data = data(content, id);
    call(kernel, "display", data);
  }

  @Override
  public void update(Map<String, Object> content, String id) {
    Object io = call(kernel, "getIO");
    try {
      Object display = io.getClass().getField("display").get(io);
      call(display, "updateDisplay", data(content, id));
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  private Object data(Map<String, Object> content, String id) {
    try {
      Object data = type("display.DisplayData").getConstructor().newInstance();
      fill(data, content);
      if (id != null) {
        call(data, "setDisplayId", id);
      }
      return data;
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  private static void fill(Object data, Map<String, Object> content) {
    content.forEach(
        (type, value) -> {
          Object sent =
              value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value;
          call(data, "putData", type, sent);
        });
  }

  @Override
  public void render(Function<Object, Map<String, Object>> view) {
    try {
      Class<?> functionType = type("display.RenderFunction");
      Object function =
          Proxy.newProxyInstance(
              functionType.getClassLoader(),
              new Class<?>[] {functionType},
              (proxy, method, arguments) -> {
                if (!method.getName().equals("render")) {
                  return method.invoke(view, arguments);
                }
                fill(call(arguments[1], "getOutputContainer"), view.apply(arguments[0]));
                return null;
              });
      Object renderer = call(kernel, "getRenderer");
      for (Class<?> type : Views.TYPES) {
        Object registration = call(renderer, "createRegistration", type);
        call(registration, "preferring", (Object) new String[] {TEXT, HTML, PNG});
        call(registration, "register", function);
      }
    } catch (ReflectiveOperationException e) {
      throw unknown(e);
    }
  }

  private Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(base + name, true, kernel.getClass().getClassLoader());
  }

  /** Calls the public method of this name that takes these arguments. */
  private static Object call(Object target, String name, Object... arguments) {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && takes(method.getParameterTypes(), arguments)) {
        try {
          method.setAccessible(true);
          return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
          throw new IllegalStateException(name + " of the kernel failed", e.getCause());
        } catch (ReflectiveOperationException e) {
          throw unknown(e);
        }
      }
    }
    throw unknown(new NoSuchMethodException(target.getClass().getName() + "." + name));
  }

  private static boolean takes(Class<?>[] types, Object[] arguments) {
    boolean fits = types.length == arguments.length;
    for (int i = 0; fits && i < types.length; i++) {
      fits = types[i].isInstance(arguments[i]);
    }
    return fits;
  }

  private static IllegalStateException unknown(ReflectiveOperationException e) {
    return new IllegalStateException(
        "kernel: expected IJava or JJava as published, this one differs", e);
  }
}
