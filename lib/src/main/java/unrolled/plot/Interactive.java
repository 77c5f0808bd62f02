package unrolled.plot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import tech.tablesaw.plotly.components.Figure;

/**
 * Figures that move, without network: plotly.js comes from its WebJar and stands in the output
 * itself. Nothing is opened and nothing is fetched.
 */
public final class Interactive {
  private static final String WEBJAR =
      "/META-INF/maven/org.webjars.npm/plotly.js-dist/pom.properties";
  private static final Pattern SCRIPT = Pattern.compile("</?script[^>]*>");

  private static final Pattern TITLE = Pattern.compile("\\btitle: ('[^'\\n]*'),");

  private Interactive() {}

  /** A plot that moves; where scripts are stripped, its static picture stays. */
  static String html(Plot plot) {
    String after =
        plot.data() instanceof Data.Heat ? "Plotly.restyle(target, {colorscale: 'Viridis'});" : "";
    return html(plot.figure(), plot.html(), after);
  }

  /** A figure that moves; where scripts are stripped, a note stays. */
  public static String html(Figure figure) {
    return html(figure, "<p>This figure needs scripts: trust the notebook to see it.</p>", "");
  }

  private static String html(Figure figure, String instead, String after) {
    String script = SCRIPT.matcher(figure.asJavascript("target")).replaceAll("");
    // Tablesaw writes titles as plotly.js read them up to version 2.
    script = TITLE.matcher(script).replaceAll("title: {text: $1},");
    // Its templates escape for HTML what stands in a script, and labels in arrays not at all.
    script = script.replace("&quot;", "\\x22").replace("</", "<\\/");
    String id = "figure-" + Integer.toHexString(script.hashCode());
    return """
        <div id="%s">%s</div>
        <script>
        (function () {
        var target = document.getElementById('%s');
        function draw() {
        target.innerHTML = '';
        (function (document, Plotly) {%s})({getElementById: function () { return target; }}, window.Plotly);
        %s
        }
        if (window.Plotly) { draw(); return; }
        var packed = Uint8Array.from(atob('%s'), function (c) { return c.charCodeAt(0); });
        new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')))
            .text().then(function (code) {
        // Without the names that module loaders go by: a page that has one, like the classic
        // Notebook, would take the library away instead of running it.
        new Function('module', 'exports', 'define', code).call(window);
        draw();
        });
        })();
        </script>
        """
        .formatted(id, instead, id, script, after, library());
  }

  /** plotly.js as the browser unpacks it: a quarter of its size. */
  private static String library() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    String path = "/META-INF/resources/webjars/plotly.js-dist/%s/plotly.js".formatted(version());
    try (InputStream in = Interactive.class.getResourceAsStream(path);
        GZIPOutputStream out = new GZIPOutputStream(packed)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = Interactive.class.getResourceAsStream(WEBJAR)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
