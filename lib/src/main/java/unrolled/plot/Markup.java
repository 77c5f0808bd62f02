package unrolled.plot;

/** Text inside HTML and SVG. */
final class Markup {
  private Markup() {}

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                  // XML cannot hold other control characters, not even escaped.
                  boolean control = c < ' ' && c != '\n' && c != '\t';
                  escaped.appendCodePoint(control ? ' ' : c);
                }
              }
            });
    return escaped.toString();
  }
}
