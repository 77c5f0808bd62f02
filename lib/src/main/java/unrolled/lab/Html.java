package unrolled.lab;

import java.util.Objects;

/**
 * Markup to be shown as it is.
 *
 * @param markup trusted HTML; text from elsewhere goes through {@link #escape}
 * @param text the same in plain words, for where HTML is not shown
 */
public record Html(String markup, String text) {
  /** Checks that both are there. */
  public Html {
    Objects.requireNonNull(markup, "markup");
    Objects.requireNonNull(text, "text");
  }

  /** Markup whose plain form is its text without tags. */
  public static Html of(String markup) {
    return new Html(markup, markup.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip());
  }

  /** Text that means the same inside HTML. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
