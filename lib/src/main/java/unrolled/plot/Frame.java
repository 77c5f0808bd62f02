package unrolled.plot;

/** What stands around the data: the title, two axes, the size in CSS pixels, words. */
record Frame(String title, Axis x, Axis y, int width, int height, String alternativeText) {
  static final int WIDTH = 720;
  static final int HEIGHT = 400;

  static Frame of(Axis x, Axis y) {
    return new Frame("", x, y, WIDTH, HEIGHT, "");
  }

  Frame titled(String newTitle) {
    return new Frame(newTitle, x, y, width, height, alternativeText);
  }

  Frame withX(Axis axis) {
    return new Frame(title, axis, y, width, height, alternativeText);
  }

  Frame withY(Axis axis) {
    return new Frame(title, x, axis, width, height, alternativeText);
  }

  Frame sized(int newWidth, int newHeight) {
    return new Frame(title, x, y, newWidth, newHeight, alternativeText);
  }

  Frame described(String words) {
    return new Frame(title, x, y, width, height, words);
  }
}
