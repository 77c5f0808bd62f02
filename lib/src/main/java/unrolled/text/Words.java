package unrolled.text;

import java.util.List;
import java.util.Random;

/** The words of {@link GeneratedText}, and how English bends them. */
final class Words {
  static final List<String> PEOPLE =
      list("king miller sailor brother daughter shepherd stranger doctor painter soldier widow");
  static final List<String> THINGS =
      list("letter candle river garden lantern bell crown door ship song road tower mirror key");
  static final List<String> QUALITIES =
      list("old young quiet golden broken gentle silver patient hollow bitter faithful lost");
  static final List<String> DEEDS =
      list("keep follow hold fear love remember guard forget seek leave want praise hide");
  static final List<String> MOTIONS = list("wait sing sleep return burn turn fall wander shine");
  static final List<String> MANNERS =
      list("alone tonight slowly again too_late at_dawn by_the_sea in_vain for_ever");

  private Words() {}

  /** One of the words, the first ones more often than the last, as in any language. */
  static String pick(Random random, List<String> words) {
    return words.get(Math.min(random.nextInt(words.size()), random.nextInt(words.size())));
  }

  /** A noun in the plural, or a verb's third person singular. */
  static String withS(String word) {
    return word + "s";
  }

  /** The article a word asks for. */
  static String a(String word) {
    return ("aeiou".indexOf(word.charAt(0)) < 0 ? "a " : "an ") + word;
  }

  /** A line's first letter as a capital. */
  static String capitalised(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static List<String> list(String words) {
    return List.of(words.split(" ")).stream().map(word -> word.replace('_', ' ')).toList();
  }
}
