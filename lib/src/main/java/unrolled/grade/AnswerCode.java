package unrolled.grade;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The compiled code that an answer consists of: its class, every class of the notebook that it
 * refers to, and what the variables among them hold. It is read, not run.
 */
final class AnswerCode {
  private static final int MOST_OBJECTS = 10_000;

  private final String task;
  private final Allowed allowed;
  private final ClassLoader loader;
  private final String cells;
  private final Deque<String> classesToRead = new ArrayDeque<>();
  private final Set<String> classesSeen = new HashSet<>();
  private final Deque<Object> objectsToRead = new ArrayDeque<>();
  private final Set<Object> objectsSeen = Collections.newSetFromMap(new IdentityHashMap<>());

  private AnswerCode(String task, Object answer, Allowed allowed) {
    this.task = task;
    this.allowed = allowed;
    loader = answer.getClass().getClassLoader();
    String root = host(answer.getClass());
    cells = root.substring(0, root.lastIndexOf('.') + 1);
    if (root.matches("(unrolled|org|java)\\..*")) {
      throw objection(root);
    }
    see(answer);
  }

  /** Throws if the answer uses what the task asks to be built. */
  static void check(String task, Object answer, Allowed allowed) {
    if (answer == null) {
      throw new CheckFailedException(task, "null", "expected your method, got null");
    }
    new AnswerCode(task, answer, allowed).read();
  }

  private void read() {
    while (!classesToRead.isEmpty() || !objectsToRead.isEmpty()) {
      if (classesToRead.isEmpty()) {
        readObject(objectsToRead.pop());
      } else {
        readClass(classesToRead.pop());
      }
    }
  }

  /** The class in whose file a class is: a lambda's is the class around it. */
  private static String host(Class<?> type) {
    String name = type.getName();
    int lambda = name.indexOf("$$Lambda");
    return lambda < 0 ? name : name.substring(0, lambda);
  }

  private void readClass(String name) {
    for (ClassFile.Reference reference : ClassFile.references(bytes(name))) {
      if (isCell(reference.owner())) {
        seeClass(reference.owner());
      } else {
        allowed
            .objection(reference)
            .ifPresent(
                what -> {
                  throw objection(what);
                });
      }
    }
    readVariables(name);
  }

  private byte[] bytes(String name) {
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = loader.getResourceAsStream(file)) {
      if (in == null) {
        throw new CheckFailedException(
            task,
            "kernel",
            "the compiled answer cannot be read here: use the course's Java kernel");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new CheckFailedException(task, "kernel", "the compiled answer cannot be read", e);
    }
  }

  private void readVariables(String name) {
    try {
      Class<?> type = Class.forName(name, false, loader);
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          see(field.get(null));
        }
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new CheckFailedException(task, "kernel", "a class of the answer cannot be read", e);
    }
  }

  private void see(Object object) {
    if (object != null && objectsSeen.size() < MOST_OBJECTS && objectsSeen.add(object)) {
      objectsToRead.push(object);
    }
  }

  private void seeClass(String name) {
    if (classesSeen.add(name)) {
      classesToRead.push(name);
    }
  }

  private void readObject(Object object) {
    Class<?> type = object.getClass();
    if (isCell(type.getName())) {
      seeClass(host(type));
      readFields(object, type);
    } else if (object instanceof Object[] array) {
      Arrays.stream(array).forEach(this::see);
    } else if (type.getName().contains("$$Lambda")) {
      throw objection("a function that the library made (" + host(type) + ")");
    } else if (type.getName().startsWith("java.util.")) {
      readContainer(object);
    }
  }

  private void readFields(Object object, Class<?> type) {
    for (Class<?> level = type;
        level != null && isCell(level.getName());
        level = level.getSuperclass()) {
      for (Field field : level.getDeclaredFields()) {
        if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
          Optional.ofNullable(value(field, object)).ifPresent(this::see);
        }
      }
    }
  }

  private Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException | RuntimeException e) {
      throw new CheckFailedException(task, "kernel", "a variable of the answer cannot be read", e);
    }
  }

  private void readContainer(Object object) {
    if (object instanceof Iterable<?> elements) {
      elements.forEach(this::see);
    } else if (object instanceof Map<?, ?> map) {
      map.values().forEach(this::see);
    } else if (object instanceof Optional<?> optional) {
      optional.ifPresent(this::see);
    } else if (object instanceof AtomicReference<?> reference) {
      see(reference.get());
    }
  }

  private boolean isCell(String name) {
    return name.startsWith(cells) && name.indexOf('.', cells.length()) < 0;
  }

  private CheckFailedException objection(String what) {
    return new CheckFailedException(
        task,
        "not-allowed",
        "your answer uses "
            + what
            + ": here you build it yourself, of Tensor, Linear, arrays and plain Java");
  }
}
