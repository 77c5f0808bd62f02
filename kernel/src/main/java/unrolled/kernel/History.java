package unrolled.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.kernel.protocol.Message;

/** The cells that this kernel has run, for front ends that ask. */
final class History {
  private static final int SESSION = 1;

  /** A value is kept for those who ask what a cell gave, not to be shown in full again. */
  private static final int VALUE_CHARACTERS = 1000;

  /** A cell; its value is null where it had none. */
  private record Entry(int number, String code, String value) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(int number, String code) {
    entries.add(new Entry(number, code, null));
  }

  /** Notes the value of the latest cell, where that is the one of this number. */
  void value(int number, String text) {
    int last = entries.size() - 1;
    if (last >= 0 && entries.get(last).number() == number) {
      String start = text.substring(0, Math.min(text.length(), VALUE_CHARACTERS));
      entries.set(last, new Entry(number, entries.get(last).code(), start));
    }
  }

  JsonObject reply(Message request) {
    List<Entry> chosen =
        switch (request.text("hist_access_type", "tail")) {
          case "range" ->
              range(request.number("start", 1), request.number("stop", Integer.MAX_VALUE));
          case "search" ->
              last(
                  search(request.text("pattern", "*"), request.flag("unique", false)),
                  request.number("n", Integer.MAX_VALUE));
          default -> last(entries, request.number("n", Integer.MAX_VALUE));
        };
    boolean withValues = request.flag("output", false);
    JsonArray history = new JsonArray();
    for (Entry entry : chosen) {
      JsonArray line = new JsonArray();
      line.add(SESSION);
      line.add(entry.number());
      if (withValues) {
        JsonArray both = new JsonArray();
        both.add(entry.code());
        both.add(entry.value());
        line.add(both);
      } else {
        line.add(entry.code());
      }
      history.add(line);
    }
    JsonObject content = new JsonObject();
    content.addProperty("status", "ok");
    content.add("history", history);
    return content;
  }

  private List<Entry> range(int start, int stop) {
    return entries.stream()
        .filter(entry -> entry.number() >= start && entry.number() < stop)
        .toList();
  }

  private List<Entry> search(String glob, boolean unique) {
    String expression =
        glob.chars()
            .mapToObj(
                c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
            .collect(Collectors.joining());
    Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
    List<Entry> found =
        entries.stream().filter(entry -> pattern.matcher(entry.code()).matches()).toList();
    return unique
        ? List.copyOf(
            found.stream()
                .collect(
                    Collectors.toMap(
                        Entry::code, entry -> entry, (older, newer) -> newer, LinkedHashMap::new))
                .values())
        : found;
  }

  private static List<Entry> last(List<Entry> all, int count) {
    return all.subList(Math.max(0, all.size() - Math.max(0, count)), all.size());
  }
}
