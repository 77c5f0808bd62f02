package unrolled.lesson;

import java.util.List;

/** The drawings of part 5: what is kept, what can be joined, and which way the past comes. */
public final class Roads {
  private Roads() {}

  /** What has to be kept from one symbol to the next: a state of one size, or a growing cache. */
  public static String kept() {
    Sketch sketch = new Sketch(800, 330);
    sketch
        .text(95, 50, 15, "recurrent")
        .text(95, 72, 13, "one state")
        .text(95, 200, 15, "attention");
    sketch.text(95, 222, 13, "all keys and values");
    for (int t = 0; t < 5; t++) {
      double x = 230 + 125 * t;
      sketch.box(x, 60, 62, 44, Sketch.STATE, "h, c");
      if (t > 0) {
        sketch.arrow(x - 93, 60, x - 33, 60);
      }
      for (int s = 0; s <= t; s++) {
        sketch.box(x - 32 + 16 * s, 210, 14, 60, s < t ? Sketch.STATE : Sketch.INPUT, "");
      }
      sketch.box(x, 300, 50, 32, Sketch.INPUT, "x" + subscript(t + 1));
      sketch.arrow(x, 283, x, 244);
      sketch.text(x, 168, 13, t == 0 ? "1 pair" : (t + 1) + " pairs");
    }
    return sketch.html(
        "Five steps. Above, a recurrent network hands one box of the same size, h and c, from step to"
            + " step. Below, attention keeps a key and a value of every symbol: one pair after the"
            + " first, five after the fifth.");
  }

  /** A scan by recursive doubling: eight steps are joined in three rounds. */
  public static String scan() {
    int steps = 8;
    int rounds = 3;
    Sketch sketch = new Sketch(800, 400);
    for (int r = 0; r <= rounds; r++) {
      double y = 350 - 100 * r;
      sketch.text(60, y + 5, 14, r == 0 ? "steps" : "round " + r);
      for (int t = 0; t < steps; t++) {
        double x = 150 + 85 * t;
        int first = Math.max(1, t + 2 - (1 << r));
        String covers = first == t + 1 ? "" + first : first + "–" + (t + 1);
        if (r > 0) {
          int back = 1 << (r - 1);
          sketch.arrow(x, y + 78, x, y + 24);
          if (t >= back) {
            sketch.arrow(x - 85.0 * back + 9, y + 79, x - 9, y + 22);
          }
        }
        sketch.circle(x, y, 22, first == 1 ? Sketch.OUTPUT : Sketch.INPUT, covers);
      }
    }
    return sketch.html(
        "Eight steps in the lowest row. In each of three rounds every step is joined with what ends 1,"
            + " 2 and 4 places before it. After the third round every place covers all steps from the"
            + " first to its own.");
  }

  /** The ways from what was read to what is written: through one vector, or straight. */
  public static String ways() {
    Sketch sketch = new Sketch(980, 330);
    way(sketch, 0, "through one vector: 4 steps", false);
    way(sketch, 500, "with attention: 1 step", true);
    return sketch.html(
        "Twice the same network: four cells read a, b, c, d, four cells write a, b, c, d. On the left"
            + " the only way from the reading of b to the writing of b goes through every cell in"
            + " between. On the right there are arrows from every reading cell to the cell that writes"
            + " b, and the one from b is thick.");
  }

  private static void way(Sketch sketch, double left, String title, boolean attends) {
    List<String> letters = List.of("a", "b", "c", "d");
    sketch.text(left + 235, 25, 15, title);
    for (int k = 0; k < 8; k++) {
      double x = left + 40 + 56 * k;
      String letter = letters.get(k % 4);
      sketch.box(x, 200, 36, 36, Sketch.STATE, k < 4 ? "r" : "w");
      if (k < 4) {
        sketch.box(x, 280, 36, 30, Sketch.INPUT, letter).arrow(x, 264, x, 220);
      } else {
        sketch.box(x, 70, 36, 30, Sketch.OUTPUT, letter).arrow(x, 181, x, 87);
      }
      if (k < 7) {
        sketch.arrow(x + 19, 200, x + 36, 200);
      }
    }
    if (attends) {
      double x = left + 40 + 56 * 5;
      for (int s = 0; s < 4; s++) {
        double from = left + 40 + 56 * s;
        if (s == 1) {
          sketch.line(from, 181, x - 24, 90, 4.5);
        } else {
          sketch.arrow(from, 181, x - 19, 84);
        }
      }
    }
  }

  private static String subscript(int number) {
    return String.valueOf((char) ('₀' + number));
  }
}
