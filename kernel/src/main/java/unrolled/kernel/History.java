package unrolled.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import unrolled.kernel.protocol.Message;

/** The cells that this kernel has run, for front ends that ask. */
final class History {
  private static final int SESSION = 1;

  private record Entry(int number, String code) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(int number, String code) {
    entries.add(new Entry(number, code));
  }

  JsonObject reply(Message request) {
    List<Entry> chosen =
        switch (request.text("hist_access_type", "tail")) {
          case "range" ->
              range(request.number("start", 1), request.number("stop", Integer.MAX_VALUE));
          case "search" ->
              last(search(request.text("pattern", "*")), request.number("n", Integer.MAX_VALUE));
          default -> last(entries, request.number("n", Integer.MAX_VALUE));
        };
    JsonArray history = new JsonArray();
    for (Entry entry : chosen) {
      JsonArray line = new JsonArray();
      line.add(SESSION);
      line.add(entry.number());
      line.add(entry.code());
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

  private List<Entry> search(String glob) {
    String expression =
        glob.chars()
            .mapToObj(
                c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
            .collect(Collectors.joining());
    Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
    return entries.stream().filter(entry -> pattern.matcher(entry.code()).matches()).toList();
  }

  private static List<Entry> last(List<Entry> all, int count) {
    return all.subList(Math.max(0, all.size() - Math.max(0, count)), all.size());
  }
}
