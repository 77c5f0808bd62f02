package unrolled.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Interactive pages from the JAR, each in a frame of its own. A page is {@code
 * unrolled/pages/NAME.html}, complete and without network; its {@code title} and its description
 * (the {@code meta} element) say what it is; {@code NAME.png} beside it is the picture that stays
 * where scripts are stripped. Its parameters are in {@code window.unrolled}. The frame takes the
 * page's height.
 */
final class Pages {
  private static final String FOLDER = "/unrolled/pages/";
  private static final Pattern HEAD = Pattern.compile("<head[^>]*>");
  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
  private static final Pattern DESCRIPTION =
      Pattern.compile("<meta\\s+name=\"description\"\\s+content=\"([^\"]*)\"");

  private Pages() {}

  static Html html(String name, Map<String, ?> parameters) {
    byte[] page = read(name + ".html");
    if (page == null || !name.matches("[\\w-]+")) {
      throw new IllegalArgumentException(
          "name: expected a page of the JAR, like \"lstm-gates\", got \"%s\"".formatted(name));
    }
    String source = new String(page, StandardCharsets.UTF_8);
    String title = first(TITLE, source, name);
    String framed = Matcher.quoteReplacement(preamble(parameters));
    String document = HEAD.matcher(source).replaceFirst("$0" + framed);
    String id = "page-" + name + "-" + Integer.toHexString(document.hashCode());
    String markup =
        """
        <div id="%s">%s</div>
        <script>
        (function () {
        var place = document.getElementById('%s');
        var frame = document.createElement('iframe');
        frame.title = %s;
        frame.setAttribute('sandbox', 'allow-scripts');
        frame.style.cssText = 'width:100%%;height:480px;border:0;background:#fff';
        frame.srcdoc = new TextDecoder().decode(
            Uint8Array.from(atob('%s'), function (c) { return c.charCodeAt(0); }));
        window.addEventListener('message', function (message) {
        if (message.source === frame.contentWindow && message.data.unrolledHeight) {
        frame.style.height = message.data.unrolledHeight + 'px';
        }
        });
        place.replaceChildren(frame);
        })();
        </script>
        """
            .formatted(
                id,
                fallback(name, title, first(DESCRIPTION, source, title)),
                id,
                json(title),
                Base64.getEncoder().encodeToString(document.getBytes(StandardCharsets.UTF_8)));
    return new Html(markup, "interactive page: " + title);
  }

  /** The parameters, and word of the page's height to the frame around it. */
  private static String preamble(Map<String, ?> parameters) {
    return """
        <script>
        window.unrolled = %s;
        addEventListener('load', function () {
        new ResizeObserver(function () {
        parent.postMessage({unrolledHeight: document.documentElement.offsetHeight + 8}, '*');
        }).observe(document.documentElement);
        });
        </script>"""
        .formatted(json(parameters));
  }

  /** What stays where scripts are stripped. */
  private static String fallback(String name, String title, String description) {
    byte[] picture = read(name + ".png");
    String image =
        picture == null
            ? ""
            : "<img alt=\"%s\" style=\"max-width:100%%;background:#fff\" src=\"data:image/png;base64,%s\"/>"
                .formatted(description, Base64.getEncoder().encodeToString(picture));
    return "%s<p><em>%s</em> is an interactive page. It needs a trusted notebook: run this cell, or choose \"Trust\".</p>"
        .formatted(image, title);
  }

  private static String first(Pattern pattern, String source, String otherwise) {
    Matcher matcher = pattern.matcher(source);
    return matcher.find() ? matcher.group(1).strip() : otherwise;
  }

  private static byte[] read(String file) {
    try (InputStream in = Pages.class.getResourceAsStream(FOLDER + file)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON that may stand in a script: nothing in it ends the element. */
  private static String json(Object value) {
    try {
      return new ObjectMapper().writeValueAsString(value).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "parameters: expected values that JSON can hold, got " + value, e);
    }
  }
}
