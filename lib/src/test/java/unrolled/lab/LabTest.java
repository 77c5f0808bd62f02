package unrolled.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;
import unrolled.autograd.Tensor;
import unrolled.plot.Plot;

/** The lab on this kit's kernel, whose bridge is a function among the system's properties. */
class LabTest {
  private static final String BRIDGE = "unrolled.kernel";
  private static final Table TABLE =
      Table.create(
          "run", IntColumn.create("step", 1, 2), DoubleColumn.create("loss", 4.2, Double.NaN));

  /** A command that the kernel got. */
  private record Call(String command, Map<String, Object> arguments) {
    @SuppressWarnings("unchecked")
    Map<String, Object> data() {
      return (Map<String, Object>) arguments.get("data");
    }

    String text() {
      return (String) data().get("text/plain");
    }

    String html() {
      return (String) data().get("text/html");
    }
  }

  private final List<Call> calls = new ArrayList<>();

  @BeforeEach
  void installBridge() {
    BiFunction<String, Map<String, Object>, Object> bridge =
        (command, arguments) -> {
          calls.add(new Call(command, new HashMap<>(arguments)));
          return null;
        };
    System.getProperties().put(BRIDGE, bridge);
  }

  @AfterEach
  void removeBridge() {
    System.getProperties().remove(BRIDGE);
  }

  private Call last() {
    return calls.get(calls.size() - 1);
  }

  @Test
  void eachTypeIsShownInItsOwnWayAndAlwaysAsText() {
    Plot plot = Plot.lines(TABLE, "step", "loss");
    Lab.show(TABLE, plot, plot.figure(), Tensor.vector(1, 2), Nd4j.zeros(2, 3));
    Lab.show(
        new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), Html.of("<b>bold</b>"), "s", null);
    assertThat(calls).extracting(Call::command).containsOnly("display");
    assertThat(calls)
        .extracting(call -> String.join(" ", new java.util.TreeSet<>(call.data().keySet())))
        .containsExactly(
            "text/html text/plain",
            "text/html text/plain",
            "text/html text/plain",
            "text/plain",
            "text/plain",
            "image/png text/plain",
            "text/html text/plain",
            "text/plain",
            "text/plain");
    assertThat(calls)
        .extracting(Call::text)
        .contains("Tensor [2] DOUBLE [1, 2]", "INDArray [2, 3] FLOAT\n[[0, 0, 0],\n [0, 0, 0]]")
        .contains("image, 4 x 3 pixels", "bold", "s", "null");
  }

  @Test
  @SuppressWarnings("unchecked")
  void startLetsCellsShowWhatTheyEndInAndSaysNothing() {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Thread.currentThread().setContextClassLoader(null);
      Lab.start();
      assertThat(Thread.currentThread().getContextClassLoader())
          .isSameAs(Lab.class.getClassLoader());
      java.util.logging.Logger.getLogger("x").severe("not for the reader");
    } finally {
      System.setErr(before);
      Thread.currentThread().setContextClassLoader(loader);
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(last().command()).isEqualTo("add_renderer");
    var renderer = (Function<Object, Map<String, Object>>) last().arguments().get("function");
    assertThat(renderer.apply(TABLE)).containsKey("text/html");
    assertThat(renderer.apply(Plot.lines(TABLE, "step", "loss"))).containsKey("text/html");
    assertThat(renderer.apply("text")).isNull();
  }

  @Test
  void liveReplacesWhatItShowed() {
    Live live = Lab.live();
    live.show("one");
    live.show(TABLE);
    assertThat(calls).extracting(Call::command).containsExactly("display", "update_display");
    assertThat(calls.get(0).arguments().get("display_id"))
        .isNotNull()
        .isEqualTo(calls.get(1).arguments().get("display_id"));
  }

  @Test
  void markdownStaysMarkdown() {
    Lab.markdown("$h_t$");
    assertThat(last().data()).containsEntry("text/markdown", "$h_t$");
  }

  private final AtomicLong clock = new AtomicLong();

  private Progress progress(long total) {
    Live live = new Live(BridgeScreen.find().orElseThrow());
    return new Progress(live, "training <1>", total, Duration.ofMillis(200), clock::get);
  }

  private void tick(long millis) {
    clock.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void progressTellsRateDetailAndTimeLeftAtMostFiveTimesASecond() {
    Progress progress = progress(1000);
    for (int step = 1; step <= 100; step++) {
      tick(10);
      progress.update(step, "loss 2.5");
    }
    assertThat(calls).hasSize(6);
    assertThat(last().text())
        .isEqualTo("training <1>: 100 of 1,000 · loss 2.5 · 100 a second · 9.0 s left");
    assertThat(last().html())
        .contains("<progress value=\"100\" max=\"1000\"")
        .contains("&lt;1&gt;");
  }

  @Test
  void closedProgressLeavesOneLineWithTheLastStateAndItsTime() {
    Progress progress = progress(2);
    tick(50);
    progress.update(2, "loss 1.5");
    tick(150_000);
    progress.close();
    progress.close();
    assertThat(last().text())
        .startsWith("training <1>: 2 of 2 · loss 1.5")
        .endsWith("done in 2 min 30 s");
    assertThat(last().html()).doesNotContain("<progress");
    assertThat(calls).hasSize(2);
  }

  @Test
  void progressThatIsCutShortSaysSo() {
    try (Progress progress = progress(10)) {
      tick(3000);
      progress.update(4, "");
    }
    assertThat(last().text())
        .isEqualTo("training <1>: 4 of 10 · 1.33 a second · stopped after 3.0 s");
  }

  @Test
  void aPageStandsInAFrameWithItsParametersAndLeavesANoteWithoutScripts() {
    Lab.page("sample", Map.of("w", 0.5, "text", "</script>"));
    String html = last().html();
    assertThat(html).contains("<em>A sample</em> is an interactive page");
    assertThat(html).doesNotContainPattern("https?://");
    assertThat(framedPage())
        .contains("\"w\":0.5")
        .contains("\"text\":\"\\u003c/script>\"")
        .contains("<p id=\"p\">");
    assertThat(last().text()).isEqualTo("interactive page: A sample");
  }

  @Test
  void everyPageIsWholeAndLoadsNothing() {
    for (String name : List.of("lstm-gates", "gradient-flow", "sampling")) {
      Lab.page(name);
      assertThat(last().html())
          .as(name)
          .contains("<img alt=\"")
          .doesNotContainPattern("https?://|alt=\"\"");
      assertThat(framedPage())
          .as(name)
          .contains("<style>", "color-scheme", "var page = (function")
          .doesNotContainPattern("https?://|<link|<script src");
    }
  }

  @Test
  void parametersStandInForThePagesOwnData() {
    Lab.page("sampling");
    assertThat(framedPage()).contains("believes about 300 characters");
    Lab.page("sampling", Map.of("about", "another model"));
    assertThat(framedPage())
        .contains("another model")
        .doesNotContain("believes about 300 characters");
  }

  private String framedPage() {
    var packed = Pattern.compile("atob\\('([^']*)'\\)").matcher(last().html());
    assertThat(packed.find()).isTrue();
    return new String(Base64.getDecoder().decode(packed.group(1)), StandardCharsets.UTF_8);
  }

  @Test
  void aPageThatIsNotThereIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lab.page("nothing"))
        .withMessage("name: expected a page of the JAR, like \"lstm-gates\", got \"nothing\"");
    assertThatIllegalArgumentException().isThrownBy(() -> Lab.page("../pages/sample"));
  }

  @Test
  void outsideAKernelEverythingIsPrinted() {
    removeBridge();
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      Lab.show(TABLE);
      Lab.markdown("*m*");
      Lab.progress("p", 1).close();
      Live live = Lab.live();
      live.show("a");
      live.show("b");
    } finally {
      System.setOut(before);
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("4.2000")
        .contains("*m*")
        .contains("p: 0 of 1")
        .contains("a")
        .contains("b");
  }
}
