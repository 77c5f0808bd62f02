package unrolled.lesson;

import java.util.List;

/** The drawings of the lecture, as HTML image elements. */
public final class Drawings {
  private static final int GAP = 130;

  private Drawings() {}

  /**
   * The recurrent network as a loop, and the same network unrolled over the words of a sentence:
   * one copy a step, every copy with the same W, U and b.
   */
  public static String unrolled(List<String> words) {
    checkWords(words);
    Sketch sketch = new Sketch(250 + GAP * words.size(), 260);
    sketch.box(80, 120, 70, 50, Sketch.STATE, "cell").box(80, 210, 70, 34, Sketch.INPUT, "x");
    sketch.arrow(80, 193, 80, 147).arrow(80, 95, 80, 55).text(80, 45, 15, "h");
    sketch.curve("M 115 110 C 165 60, 165 180, 117 131").text(168, 125, 14, "U");
    sketch.text(67, 175, 14, "W").text(205, 125, 26, "=");
    sketch.text(244, 113, 13, "0").arrow(235, 120, 263, 120);
    for (int t = 0; t < words.size(); t++) {
      double x = 300 + GAP * t;
      sketch.box(x, 120, 70, 50, Sketch.STATE, "cell");
      sketch.box(x, 210, 100, 34, Sketch.INPUT, words.get(t));
      sketch.arrow(x, 193, x, 147).text(x - 13, 175, 14, "W");
      sketch.arrow(x, 95, x, 55).text(x, 45, 15, "h" + subscript(t + 1));
      if (t + 1 < words.size()) {
        sketch.arrow(x + 36, 120, x + GAP - 38, 120).text(x + GAP / 2.0, 111, 14, "U");
      }
    }
    return sketch.html(
        "A recurrent cell with a loop from its state back to itself, and beside it the same cell drawn"
            + " once for each word of: "
            + String.join(" ", words)
            + ". Every copy has the same W and U; the state goes from left to right.");
  }

  private static void checkWords(List<String> words) {
    if (words.isEmpty() || words.size() > 8) {
      throw new IllegalArgumentException("words: expected 1 to 8, got " + words.size());
    }
  }

  private static String subscript(int number) {
    return String.valueOf((char) ('₀' + number));
  }

  /** Which steps read and which steps answer: the four shapes of the lecture, side by side. */
  public static String fourShapes() {
    Sketch sketch = new Sketch(1040, 230);
    shape(sketch, 20, "many-to-one", "xxx", "  y");
    shape(sketch, 260, "one-to-many", "x  ", "yyy");
    shape(sketch, 500, "in sync", "xxx", "yyy");
    shape(sketch, 740, "encoder-decoder", "xxx  ", "   yy");
    return sketch.html(
        "Four rows of cells joined from left to right. Many-to-one: three inputs, an answer at the"
            + " last. One-to-many: one input, three answers. In sync: an answer for each input."
            + " Encoder-decoder: three inputs, then two answers.");
  }

  private static void shape(Sketch sketch, int left, String name, String reads, String answers) {
    int steps = reads.length();
    double gap = steps > 3 ? 56 : 70;
    sketch.text(left + 20 + gap * (steps - 1) / 2, 218, 15, name);
    for (int t = 0; t < steps; t++) {
      double x = left + 20 + gap * t;
      sketch.box(x, 105, 38, 38, Sketch.STATE, "h");
      if (reads.charAt(t) != ' ') {
        sketch.box(x, 175, 38, 30, Sketch.INPUT, "x").arrow(x, 159, x, 126);
      }
      if (answers.charAt(t) != ' ') {
        sketch.box(x, 35, 38, 30, Sketch.OUTPUT, "y").arrow(x, 85, x, 52);
      }
      if (t + 1 < steps) {
        sketch.arrow(x + 20, 105, x + gap - 21, 105);
      }
    }
  }

  /**
   * A layer in both directions over the words of a sentence: one row of cells reads from left to
   * right, the other from right to left, and each answer sees both.
   */
  public static String bothDirections(List<String> words) {
    checkWords(words);
    Sketch sketch = new Sketch(110 + GAP * words.size(), 320);
    for (int t = 0; t < words.size(); t++) {
      double x = 120 + GAP * t;
      sketch.box(x, 30, 70, 32, Sketch.OUTPUT, "y" + subscript(t + 1));
      sketch.box(x - 22, 110, 62, 36, Sketch.STATE, "→").box(x + 22, 190, 62, 36, "#f4d3dd", "←");
      sketch.box(x, 280, 100, 34, Sketch.INPUT, words.get(t));
      sketch.arrow(x - 35, 262, x - 35, 129).arrow(x + 22, 262, x + 22, 209);
      sketch.arrow(x - 22, 91, x - 22, 47).arrow(x + 30, 171, x + 30, 47);
      if (t + 1 < words.size()) {
        sketch.arrow(x + 10, 110, x + GAP - 54, 110).arrow(x + GAP - 10, 190, x + 54, 190);
      }
    }
    return sketch.html(
        "Two rows of cells over the words: "
            + String.join(" ", words)
            + ". The upper row hands its state from left to right, the lower row from right to left."
            + " The answer at each word is made from both states there.");
  }
}
