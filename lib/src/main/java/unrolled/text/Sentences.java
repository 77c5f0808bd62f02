package unrolled.text;

import static unrolled.text.Words.a;
import static unrolled.text.Words.capitalised;
import static unrolled.text.Words.pick;
import static unrolled.text.Words.withS;

import java.util.List;
import java.util.Random;

/**
 * Sentences with a grammar that needs memory: a verb agrees with its subject across whatever stands
 * between the two ("the keys that the king keeps are lost"), and "it" and "they" with the subject
 * of the clause before.
 */
final class Sentences {
  private final Random random;
  private boolean lastWasPlural;

  Sentences(Random random) {
    this.random = random;
  }

  /** Something said to nobody in particular. */
  String statement() {
    return capitalised(
        switch (random.nextInt(8)) {
          case 0 -> "if " + clause() + ", " + clause() + ".";
          case 1 -> question() + "?";
          case 2 -> (lastWasPlural ? "they " : "it ") + state(lastWasPlural) + ".";
          case 3 -> (chance(2) ? "I " : "we ") + act(true) + ".";
          case 4 -> clause() + ", and " + clause() + ".";
          default -> clause() + ".";
        });
  }

  /** A call on somebody, who will answer. */
  String call(String hearer) {
    String name = (chance(2) ? "Good " : "") + hearer;
    return chance(2) ? name + ", " + act(true) + "!" : name + ", " + question() + "?";
  }

  private String clause() {
    boolean plural = chance(2);
    lastWasPlural = plural;
    return chance(2)
        ? thing(plural) + between() + " " + (chance(2) ? state(plural) : motion(plural))
        : person(plural) + between() + " " + (chance(3) ? motion(plural) : act(plural));
  }

  private String question() {
    boolean plural = chance(2);
    return switch (random.nextInt(3)) {
      case 0 -> "where " + be(plural) + " " + thing(plural);
      case 1 -> (plural ? "why do " : "why does ") + person(plural) + " " + act(true);
      default -> "who " + act(false);
    };
  }

  /** What may stand between a subject and its verb, with a number of its own. */
  private String between() {
    boolean plural = chance(2);
    return switch (random.nextInt(6)) {
      case 0 ->
          " that " + noun(plural, Words.PEOPLE) + " " + inNumber(pick(random, Words.DEEDS), plural);
      case 1 -> " of " + noun(plural, Words.PEOPLE);
      case 2 -> " near " + noun(plural, Words.THINGS);
      default -> "";
    };
  }

  private String state(boolean plural) {
    return be(plural) + " " + quality();
  }

  private String motion(boolean plural) {
    return inNumber(pick(random, Words.MOTIONS), plural) + " " + pick(random, Words.MANNERS);
  }

  private String act(boolean plural) {
    return inNumber(pick(random, Words.DEEDS), plural) + " " + object();
  }

  private String object() {
    boolean plural = chance(2);
    return chance(3) ? person(plural) : thing(plural);
  }

  private String person(boolean plural) {
    return noun(plural, Words.PEOPLE);
  }

  private String thing(boolean plural) {
    return noun(plural, Words.THINGS);
  }

  private String noun(boolean plural, List<String> nouns) {
    String noun = pick(random, nouns);
    String described = (chance(3) ? quality() + " " : "") + (plural ? withS(noun) : noun);
    if (plural) {
      return pick(random, List.of("the ", "my ", "these ", "all the ")) + described;
    }
    String determiner = pick(random, List.of("the ", "my ", "this ", "a "));
    return determiner.equals("a ") ? a(described) : determiner + described;
  }

  private String quality() {
    return pick(random, Words.QUALITIES);
  }

  private static String inNumber(String verb, boolean plural) {
    return plural ? verb : withS(verb);
  }

  private static String be(boolean plural) {
    return plural ? "are" : "is";
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
