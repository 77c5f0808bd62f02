package unrolled.kernel.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A documentation comment, made readable as a page and as plain text. */
final class Javadoc {
  private static final Pattern INLINE =
      Pattern.compile("\\{@(\\w+)\\s*((?:[^{}]|\\{(?:[^{}]|\\{[^{}]*\\})*\\})*)\\}");
  private static final Pattern BLOCK = Pattern.compile("^\\s*@(\\w+)\\s*", Pattern.MULTILINE);
  private static final Pattern PREFORMATTED =
      Pattern.compile("<pre\\b.*?</pre>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  /** Stands for a line's end that white space must not swallow, and for a list's bullet. */
  private static final char KEPT_LINE = '\u0001';

  private static final String BULLET = "\u0002";
  private static final Map<String, String> TITLES =
      Map.of(
          "param", "Parameters",
          "return", "Returns",
          "throws", "Throws",
          "exception", "Throws",
          "since", "Since",
          "see", "See",
          "implNote", "Implementation note",
          "implSpec", "Implementation",
          "apiNote", "Note",
          "deprecated", "Deprecated");

  private Javadoc() {}

  /** The comment as HTML. */
  static String html(String comment) {
    List<Integer> begins = new ArrayList<>();
    Matcher block = BLOCK.matcher(comment);
    while (block.find()) {
      begins.add(block.start());
    }
    int end = begins.isEmpty() ? comment.length() : begins.get(0);
    StringBuilder html = new StringBuilder("<p>").append(inline(comment.substring(0, end).strip()));
    html.append("</p>");
    Map<String, List<String>> sections = new LinkedHashMap<>();
    for (int i = 0; i < begins.size(); i++) {
      int stop = i + 1 < begins.size() ? begins.get(i + 1) : comment.length();
      addBlock(comment.substring(begins.get(i), stop).strip(), sections);
    }
    sections.forEach(
        (title, items) -> {
          html.append("<p><b>").append(title).append(":</b></p><ul>");
          items.forEach(item -> html.append("<li>").append(item).append("</li>"));
          html.append("</ul>");
        });
    return html.toString();
  }

  private static void addBlock(String block, Map<String, List<String>> sections) {
    Matcher matcher = BLOCK.matcher(block);
    if (!matcher.find() || !TITLES.containsKey(matcher.group(1))) {
      return;
    }
    String tag = matcher.group(1);
    String body = inline(block.substring(matcher.end()));
    if (tag.equals("param") || tag.equals("throws") || tag.equals("exception")) {
      String[] parts = body.split("\\s+", 2);
      body = "<code>" + parts[0] + "</code>" + (parts.length > 1 ? " " + parts[1] : "");
    }
    sections.computeIfAbsent(TITLES.get(tag), any -> new ArrayList<>()).add(body);
  }

  private static String inline(String text) {
    return INLINE.matcher(text).replaceAll(tag -> Matcher.quoteReplacement(inlineTag(tag)));
  }

  private static String inlineTag(MatchResult tag) {
    String body = tag.group(2).strip();
    return switch (tag.group(1)) {
      case "code", "snippet", "systemProperty" -> "<code>" + escape(body) + "</code>";
      case "literal" -> escape(body);
      case "link", "linkplain" -> "<code>" + escape(label(body)) + "</code>";
      case "return" -> "Returns " + inline(body) + ".";
      default -> escape(body);
    };
  }

  /** The label of a link, or its target as Java writes it. */
  private static String label(String link) {
    int depth = 0;
    for (int i = 0; i < link.length(); i++) {
      char c = link.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && Character.isWhitespace(c)) {
        return link.substring(i).strip();
      }
    }
    return (link.startsWith("#") ? link.substring(1) : link).replace('#', '.');
  }

  /** Text that may stand in HTML. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** The comment as plain text. */
  static String text(String comment) {
    return PREFORMATTED
        .matcher(html(comment))
        .replaceAll(code -> Matcher.quoteReplacement(code.group().replace('\n', KEPT_LINE)))
        .replaceAll("\\s*\\n\\s*", " ")
        .replaceAll("(?i)<li[^>]*>", "\n" + BULLET)
        .replaceAll("(?i)</?(p|ul|ol|pre|h\\d|table|tr|blockquote|dl|dt|dd|br)\\b[^>]*>", "\n\n")
        .replaceAll("<[^>]*>", "")
        .replaceAll("\\s*\\n\\s*" + BULLET, "\n  - ")
        .replaceAll(" *\\n\\s*\\n\\s*", "\n\n")
        .replace(KEPT_LINE, '\n')
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .strip();
  }
}
