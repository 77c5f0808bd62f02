package unrolled.text;

import static unrolled.text.Words.capitalised;
import static unrolled.text.Words.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A play without an end: scenes in which those on the stage talk, come and go. Who is called upon
 * answers, who has left is silent, and every bracket closes.
 */
final class Play {
  static final List<String> CAST = List.of("Tilda", "Boran", "Merrin", "Oswin", "Hesper", "Quill");

  private static final int LINE = 44;

  private final Random random;
  private final Sentences sentences;
  private final List<String> stage = new ArrayList<>();

  Play(long seed) {
    this.random = new Random(seed);
    this.sentences = new Sentences(random);
  }

  /** The next scene, with a blank line behind it. */
  String scene() {
    StringBuilder text = new StringBuilder();
    text.append("SCENE. Near the %s.\n\n".formatted(pick(random, Words.THINGS)));
    enter(text);
    enter(text);
    String speaker = stage.get(0);
    for (int speeches = 8 + random.nextInt(8); speeches > 0; speeches--) {
      String other = someoneBut(speaker);
      boolean called = random.nextBoolean();
      text.append(speaker.toUpperCase(Locale.ROOT)).append(":\n").append(speech(called, other));
      if (!called) {
        comeOrGo(text);
      }
      speaker = called ? other : someoneBut(speaker);
    }
    stage.clear();
    return text.append("[Exeunt all.]\n\n").toString();
  }

  private String speech(boolean called, String hearer) {
    StringBuilder speech = new StringBuilder(sentences.statement());
    for (int more = random.nextInt(3); more > 0; more--) {
      speech.append(' ').append(sentences.statement());
    }
    if (called) {
      speech.append(' ').append(sentences.call(hearer));
    }
    return verse(speech.toString()) + "\n";
  }

  private void comeOrGo(StringBuilder text) {
    switch (random.nextInt(6)) {
      case 0 -> enter(text);
      case 1 -> exit(text);
      default -> {}
    }
  }

  private void enter(StringBuilder text) {
    List<String> outside = new ArrayList<>(CAST);
    outside.removeAll(stage);
    if (!outside.isEmpty()) {
      stage.add(pick(random, outside));
      text.append("[Enter %s.]\n\n".formatted(stage.get(stage.size() - 1)));
    }
  }

  private void exit(StringBuilder text) {
    if (stage.size() > 2) {
      text.append("[Exit %s.]\n\n".formatted(stage.remove(random.nextInt(stage.size()))));
    }
  }

  private String someoneBut(String speaker) {
    List<String> others = new ArrayList<>(stage);
    others.remove(speaker);
    return others.get(random.nextInt(others.size()));
  }

  /** Lines of at most 44 characters, each with a capital. */
  private static String verse(String speech) {
    StringBuilder lines = new StringBuilder();
    int start = 0;
    while (start < speech.length()) {
      int end = Math.min(start + LINE, speech.length());
      if (end < speech.length()) {
        end = speech.lastIndexOf(' ', end);
      }
      lines.append(capitalised(speech.substring(start, end))).append('\n');
      start = end + 1;
    }
    return lines.toString();
  }
}
