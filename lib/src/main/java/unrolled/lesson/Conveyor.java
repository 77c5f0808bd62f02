package unrolled.lesson;

import java.util.Locale;

/**
 * The LSTM as a conveyor belt: the memory c travels along the top and meets two machines, one that
 * throws things off (× f) and one that puts things on (+ i g); below it the gates, which all look
 * at z = [h, x]; and on the right the window (× o) through which the memory is seen as h.
 */
public final class Conveyor {
  private static final double BELT = 90;
  private static final double OPERATIONS = 170;
  private static final double GATES = 260;
  private static final double Z = 345;
  private static final double FORGET = 170;
  private static final double INPUT = 310;
  private static final double CANDIDATE = 420;
  private static final double OUTPUT = 640;

  private Conveyor() {}

  /** The belt with the names of its quantities, as an HTML image element. */
  public static String html() {
    return drawn("c", "f", "i", "g", "i g", "c'", "o", "h'")
        .html(
            "A belt carries the memory c from left to right. The forget gate f multiplies it, the"
                + " product of the input gate i and the candidate g is added to it, and the result"
                + " c' goes on. Below, the output gate o multiplies tanh c' and gives h'. All four"
                + " gates read z, which is h and x side by side.");
  }

  /** The belt with the numbers of one neuron, as an HTML image element. */
  public static String html(double c, double f, double i, double g, double o) {
    double next = f * c + i * g;
    double h = o * Math.tanh(next);
    return drawn(
            named("c", c),
            named("f", f),
            named("i", i),
            named("g", g),
            named("i g", i * g),
            named("c'", next),
            named("o", o),
            named("h'", h))
        .html(
            String.format(
                Locale.ROOT,
                "The same belt with numbers: c is %.2f; times f, %.2f, plus i times g, %.2f times %.2f,"
                    + " gives c' = %.2f; times o, %.2f, of tanh c' gives h' = %.2f.",
                c,
                f,
                i,
                g,
                next,
                o,
                h));
  }

  private static String named(String name, double value) {
    return String.format(Locale.ROOT, "%s = %.2f", name, value);
  }

  private static Sketch drawn(
      String c, String f, String i, String g, String ig, String next, String o, String h) {
    Sketch sketch = new Sketch(800, 390);
    belt(sketch, c, next);
    gate(sketch, FORGET, f, "forget: σ");
    gate(sketch, INPUT, i, "input: σ");
    gate(sketch, CANDIDATE, g, "candidate: tanh");
    gate(sketch, OUTPUT, o, "output: σ");
    sketch.line(FORGET, Z, OUTPUT, Z, 1.6).text(90, Z + 5, 15, "z = [h, x]");
    sketch.line(135, Z, FORGET, Z, 1.6);
    sketch.arrow(FORGET, GATES - 20, FORGET, BELT + 20);
    sketch.circle(INPUT + 55, OPERATIONS, 16, Sketch.STATE, "×");
    sketch.arrow(INPUT, GATES - 20, INPUT + 44, OPERATIONS + 15);
    sketch.arrow(CANDIDATE, GATES - 20, INPUT + 67, OPERATIONS + 14);
    sketch.arrow(INPUT + 55, OPERATIONS - 17, INPUT + 55, BELT + 20);
    sketch.text(INPUT + 100, OPERATIONS - 28, 14, ig);
    sketch.circle(FORGET, BELT, 18, "#ffffff", "×").circle(INPUT + 55, BELT, 18, "#ffffff", "+");
    sketch.box(560, OPERATIONS, 60, 32, Sketch.OUTPUT, "tanh");
    sketch.arrow(560, BELT + 13, 560, OPERATIONS - 18);
    sketch.circle(OUTPUT, OPERATIONS, 16, Sketch.STATE, "×");
    sketch.arrow(591, OPERATIONS, OUTPUT - 17, OPERATIONS);
    sketch.arrow(OUTPUT, GATES - 20, OUTPUT, OPERATIONS + 17);
    sketch.arrow(OUTPUT + 17, OPERATIONS, 745, OPERATIONS).text(712, OPERATIONS - 10, 15, h);
    return sketch;
  }

  private static void belt(Sketch sketch, String c, String next) {
    sketch.line(30, BELT - 12, 760, BELT - 12, 3).line(30, BELT + 12, 760, BELT + 12, 3);
    for (double x = 230; x < 760; x += 90) {
      if (Math.abs(x - INPUT - 55) > 30) {
        sketch.arrow(x - 14, BELT, x + 14, BELT);
      }
    }
    sketch.text(90, BELT - 25, 16, c).text(700, BELT - 25, 16, next);
    sketch.text(FORGET, BELT - 45, 13, "throw away").text(INPUT + 55, BELT - 45, 13, "put on");
  }

  private static void gate(Sketch sketch, double x, String value, String name) {
    sketch.box(x, GATES, 100, 40, Sketch.INPUT, value).text(x, GATES + 38, 13, name);
    sketch.arrow(x, Z, x, GATES + 46);
  }
}
