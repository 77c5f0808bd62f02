package unrolled.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the formulas of an interactive page, as they stand in it, in Node.js. */
final class PageFormulas {
  private static final Pattern FORMULAS =
      Pattern.compile("<script id=\"formulas\">(.*?)</script>", Pattern.DOTALL);

  private PageFormulas() {}

  /**
   * The numbers that a script prints, which may use the page's formulas; an array for each line.
   * Without Node.js the calling test is skipped.
   */
  static List<double[]> run(String page, String script) throws IOException {
    assumeTrue(nodeIsThere(), "node is not installed: the page's formulas were not tried");
    Process node = new ProcessBuilder("node", "-").redirectErrorStream(true).start();
    try (var to = node.getOutputStream()) {
      to.write((formulas(page) + script).getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).doesNotContain("Error");
    return said.lines()
        .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  private static String formulas(String page) throws IOException {
    try (InputStream in = Pages.class.getResourceAsStream("/unrolled/pages/" + page + ".html")) {
      Matcher script = FORMULAS.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(script.find()).isTrue();
      return script.group(1);
    }
  }

  private static boolean nodeIsThere() {
    try {
      return new ProcessBuilder("node", "--version").start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
