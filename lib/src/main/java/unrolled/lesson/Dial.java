package unrolled.lesson;

import java.util.Locale;

/**
 * The GRU as a dial: the state h travels along the top, is turned down by 1 - z, and is topped up
 * with z times the candidate g; the reset gate r stands between h and the candidate.
 */
public final class Dial {
  private static final double STATE = 80;
  private static final double WRITE = 165;
  private static final double GATES = 250;
  private static final double RAIL = 345;
  private static final double UPDATE = 230;
  private static final double RESET = 400;
  private static final double CANDIDATE = 570;

  private Dial() {}

  /** The cell with the names of its quantities, as an HTML image element. */
  public static String html() {
    return drawn("h", "z", "1 - z", "g", "z g", "h'")
        .html(
            "The state h goes from left to right. On its way it is multiplied by 1 - z, and z times"
                + " the candidate g is added: that is h'. The update gate z, the reset gate r and"
                + " the candidate g read h and x; between h and the candidate stands r.");
  }

  /** The cell with the numbers of one unit, as an HTML image element. */
  public static String html(double h, double z, double g) {
    double next = (1 - z) * h + z * g;
    return drawn(
            named("h", h),
            named("z", z),
            named("1 - z", 1 - z),
            named("g", g),
            named("z g", z * g),
            named("h'", next))
        .html(
            String.format(
                Locale.ROOT,
                "The same cell with numbers: h is %.2f; times 1 - z, %.2f, plus z times g, %.2f times"
                    + " %.2f, gives h' = %.2f.",
                h,
                1 - z,
                z,
                g,
                next));
  }

  private static String named(String name, double value) {
    return String.format(Locale.ROOT, "%s = %.2f", name, value);
  }

  private static Sketch drawn(String h, String z, String rest, String g, String zg, String next) {
    Sketch sketch = new Sketch(800, 380);
    sketch.text(80, STATE - 14, 16, h).text(710, STATE - 14, 16, next);
    sketch.arrow(40, STATE, UPDATE - 19, STATE).arrow(UPDATE + 18, STATE, CANDIDATE - 19, STATE);
    sketch.arrow(CANDIDATE + 18, STATE, 760, STATE);
    sketch.circle(UPDATE, STATE, 18, "#ffffff", "×").circle(CANDIDATE, STATE, 18, "#ffffff", "+");
    sketch.text(UPDATE, STATE - 30, 13, "keep").text(CANDIDATE, STATE - 30, 13, "replace");
    sketch.arrow(UPDATE, GATES - 21, UPDATE, STATE + 19).text(UPDATE - 52, 125, 14, rest);
    sketch.circle(UPDATE, WRITE, 4, Sketch.STATE, "");
    sketch.circle(CANDIDATE, WRITE, 16, Sketch.STATE, "×");
    sketch.arrow(UPDATE + 5, WRITE, CANDIDATE - 17, WRITE);
    sketch.arrow(CANDIDATE, GATES - 21, CANDIDATE, WRITE + 17);
    sketch.arrow(CANDIDATE, WRITE - 17, CANDIDATE, STATE + 19).text(CANDIDATE + 58, 125, 14, zg);
    gate(sketch, UPDATE, z, "update: σ");
    gate(sketch, RESET, "r", "reset: σ");
    gate(sketch, CANDIDATE, g, "candidate: tanh");
    sketch.arrow(RESET + 51, GATES, CANDIDATE - 52, GATES);
    sketch.line(120, RAIL, CANDIDATE, RAIL, 1.6).text(85, RAIL + 5, 15, "h, x");
    return sketch;
  }

  private static void gate(Sketch sketch, double x, String value, String name) {
    sketch.box(x, GATES, 100, 40, Sketch.INPUT, value).text(x, GATES + 38, 13, name);
    sketch.arrow(x, RAIL, x, GATES + 46);
  }
}
