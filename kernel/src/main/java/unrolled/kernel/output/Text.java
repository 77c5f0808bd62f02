package unrolled.kernel.output;

import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A value as text. Containers and records are walked, so that arrays inside them are readable and a
 * million elements are not all shown.
 */
final class Text {
  private static final int ELEMENTS = 1000;
  private static final int CHARACTERS = 100_000;

  private final StringBuilder text = new StringBuilder();
  private final Set<Object> above = Collections.newSetFromMap(new IdentityHashMap<>());

  private Text() {}

  static String of(Object value) {
    Text text = new Text();
    text.append(value);
    return text.cut();
  }

  private String cut() {
    return text.length() <= CHARACTERS
        ? text.toString()
        : text.substring(0, CHARACTERS)
            + "... %,d more characters".formatted(text.length() - CHARACTERS);
  }

  private void append(Object value) {
    if (!isWalked(value)) {
      text.append(value);
    } else if (!above.add(value)) {
      text.append("(this)");
    } else {
      walk(value);
      above.remove(value);
    }
  }

  private static boolean isWalked(Object value) {
    return value instanceof Collection
        || value instanceof Map
        || value instanceof Optional
        || value instanceof Record
        || (value != null && value.getClass().isArray());
  }

  private void walk(Object value) {
    if (value instanceof Map<?, ?> map) {
      appendMap(map);
    } else if (value instanceof Collection<?> items) {
      appendItems(items.stream().limit(ELEMENTS).toList(), items.size());
    } else if (value instanceof Optional<?> optional) {
      text.append("Optional");
      optional.ifPresentOrElse(item -> appendItems(List.of(item), 1), () -> text.append(".empty"));
    } else if (value instanceof Record data) {
      appendRecord(data);
    } else {
      List<Object> items = new ArrayList<>();
      for (int i = 0; i < Math.min(Array.getLength(value), ELEMENTS); i++) {
        items.add(Array.get(value, i));
      }
      appendItems(items, Array.getLength(value));
    }
  }

  private void appendItems(List<?> items, int size) {
    text.append('[');
    for (int i = 0; i < items.size() && text.length() <= CHARACTERS; i++) {
      text.append(i == 0 ? "" : ", ");
      append(items.get(i));
    }
    appendRest(size);
    text.append(']');
  }

  private void appendMap(Map<?, ?> map) {
    text.append('{');
    int shown = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (shown == ELEMENTS || text.length() > CHARACTERS) {
        break;
      }
      text.append(shown++ == 0 ? "" : ", ");
      append(entry.getKey());
      text.append('=');
      append(entry.getValue());
    }
    appendRest(map.size());
    text.append('}');
  }

  private void appendRest(int size) {
    if (size > ELEMENTS) {
      text.append(", ... %,d more".formatted(size - ELEMENTS));
    }
  }

  private void appendRecord(Record data) {
    try {
      // The compiler's own toString() is final, one that somebody wrote is not, as a rule.
      if (!Modifier.isFinal(data.getClass().getMethod("toString").getModifiers())) {
        text.append(data);
        return;
      }
      List<Object> values = new ArrayList<>();
      for (RecordComponent component : data.getClass().getRecordComponents()) {
        component.getAccessor().setAccessible(true);
        values.add(component.getAccessor().invoke(data));
      }
      text.append(data.getClass().getSimpleName()).append('[');
      for (int i = 0; i < values.size(); i++) {
        text.append(i == 0 ? "" : ", ");
        text.append(data.getClass().getRecordComponents()[i].getName()).append('=');
        append(values.get(i));
      }
      text.append(']');
    } catch (ReflectiveOperationException | RuntimeException e) {
      text.append(data); // its own toString() fails as well, or knows better
    }
  }
}
