package unrolled.text;

/**
 * A play-like English text out of a small grammar of ours, for where there is neither Tiny
 * Shakespeare nor a network.
 *
 * <p>It is no literature, but it has what a language model can learn at every distance: spelling, a
 * few dozen words, verbs that agree with subjects a clause away, names that answer when they are
 * called, brackets that close. Nothing measured on it says anything about Shakespeare.
 */
public final class GeneratedText {
  private GeneratedText() {}

  /**
   * The first characters of the play with this seed, always the same ones; a longer text begins
   * with the shorter one.
   *
   * @throws IllegalArgumentException if the number of characters is less than 1
   */
  public static String of(long seed, int characters) {
    if (characters < 1) {
      throw new IllegalArgumentException("characters: expected at least 1, got " + characters);
    }
    Play play = new Play(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < characters) {
      text.append(play.scene());
    }
    return text.substring(0, characters);
  }
}
