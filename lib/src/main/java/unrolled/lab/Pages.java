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
 * unrolled/pages/NAME.html}, without network; its {@code title} and its description (the {@code
 * meta} element) say what it is; {@code NAME.png} beside it is the picture that stays where scripts
 * are stripped. Style sheets and scripts that it takes from the same folder are put into it, so it
 * also opens as a file. Its parameters are in {@code window.unrolled}: those given, else those that
 * its own {@code NAME-data.js} sets. The frame takes the page's height, and the page the notebook's
 * theme where that is known.
 */
final class Pages {
  private static final String FOLDER = "/unrolled/pages/";
  private static final Pattern HEAD = Pattern.compile("<head[^>]*>");
  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
  private static final Pattern DESCRIPTION =
      Pattern.compile("<meta\\s+name=\"description\"\\s+content=\"([^\"]*)\"");

  private static final Pattern STYLE =
      Pattern.compile("<link rel=\"stylesheet\" href=\"([\\w-]+\\.css)\">");
  private static final Pattern SCRIPT = Pattern.compile("<script src=\"([\\w-]+\\.js)\"></script>");

  private Pages() {}

  static Html html(String name, Map<String, ?> parameters) {
    byte[] page = read(name + ".html");
    if (page == null || !name.matches("[\\w-]+")) {
      throw new IllegalArgumentException(
          "name: expected a page of the JAR, like \"lstm-gates\", got \"%s\"".formatted(name));
    }
    String source = new String(page, StandardCharsets.UTF_8);
    String title = first(TITLE, source, name);
    String unneeded = parameters.isEmpty() ? "" : name + "-data.js";
    String whole = withParts(source, unneeded);
    String framed = Matcher.quoteReplacement(preamble(parameters));
    String document = HEAD.matcher(whole).replaceFirst("$0" + framed);
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
        var page = new TextDecoder().decode(
            Uint8Array.from(atob('%s'), function (c) { return c.charCodeAt(0); }));
        var light = document.body.dataset.jpThemeLight;
        frame.srcdoc = light ? page.replace('<html',
            '<html data-theme="' + (light === 'true' ? 'light' : 'dark') + '"') : page;
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

  /** The page with its style sheets and scripts inside, but for one that is not needed. */
  private static String withParts(String page, String unneeded) {
    String styled =
        STYLE.matcher(page).replaceAll(part -> quoted("<style>%s</style>", text(part.group(1))));
    return SCRIPT
        .matcher(styled)
        .replaceAll(
            part ->
                part.group(1).equals(unneeded)
                    ? ""
                    : quoted("<script>%s</script>", text(part.group(1))));
  }

  private static String quoted(String element, String text) {
    return Matcher.quoteReplacement(element.formatted(text));
  }

  private static String text(String file) {
    byte[] content = read(file);
    if (content == null) {
      throw new IllegalStateException("the page's part " + file + " is not in the JAR");
    }
    return new String(content, StandardCharsets.UTF_8);
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
