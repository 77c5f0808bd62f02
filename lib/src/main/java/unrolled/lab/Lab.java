package unrolled.lab;

import java.time.Duration;
import java.util.Map;

/** What a notebook calls; see the package for what a cell shows by itself. */
public final class Lab {
  private static final Duration FIVE_A_SECOND = Duration.ofMillis(200);
  private static final Duration WHERE_LINES_STAY = Duration.ofSeconds(10);

  private Lab() {}

  /**
   * Prepares the notebook; belongs in its first cell. Wakes ND4J up, so that its notices come now
   * and not among the output of a later cell, keeps logs off the error stream, draws without a
   * screen, and lets cells show tables, pictures, figures and arrays that they end in.
   */
  public static void start() {
    Startup.run();
    Screen.find().render(Views::ofOwn);
  }

  /** Whether the notebook is to take its quick setting: {@code UNROLLED_QUICK=1}. */
  public static boolean quick() {
    String quick = System.getenv("UNROLLED_QUICK");
    return quick != null && !quick.isBlank() && !quick.equals("0");
  }

  /**
   * Shows values in the cell's output, one below the other: plots and other pictures, tables,
   * figures, tensors, arrays, images, {@link Html}; others as text.
   */
  public static void show(Object... values) {
    Screen screen = Screen.find();
    for (Object value : values) {
      screen.display(Views.of(value), null);
    }
  }

  /** Shows trusted HTML. */
  public static void html(String markup) {
    show(Html.of(markup));
  }

  /** Shows Markdown, with LaTeX between dollar signs. */
  public static void markdown(String text) {
    Screen.find().display(Map.of(Screen.MARKDOWN, text, Screen.TEXT, text), null);
  }

  /** A place in the output whose content can be replaced. */
  public static Live live() {
    return new Live(Screen.find());
  }

  /** A progress display for so many steps. */
  public static Progress progress(String title, long total) {
    Screen screen = Screen.find();
    Duration interval = screen instanceof TextScreen ? WHERE_LINES_STAY : FIVE_A_SECOND;
    return new Progress(new Live(screen), title, total, interval, System::nanoTime);
  }

  /**
   * Shows an interactive page of the JAR.
   *
   * @param name of the resource {@code unrolled/pages/NAME.html}
   * @throws IllegalArgumentException if there is none
   */
  public static void page(String name) {
    page(name, Map.of());
  }

  /**
   * Shows an interactive page of the JAR with parameters, which it finds in {@code
   * window.unrolled}.
   *
   * @param name of the resource {@code unrolled/pages/NAME.html}
   * @param parameters text, numbers, booleans, lists and maps of them by name
   * @throws IllegalArgumentException if there is no such page
   */
  public static void page(String name, Map<String, ?> parameters) {
    show(Pages.html(name, parameters));
  }
}
