package unrolled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class GeneratedTextTest {
  private static final String TEXT =
      GeneratedText.of(TinyShakespeare.GENERATED_SEED, TinyShakespeare.GENERATED_CHARACTERS);

  @Test
  void itIsTheTextOfItsCard() {
    Corpus corpus = Corpus.of(TEXT);
    assertThat(corpus.sha256())
        .isEqualTo("5d56194e8dc5b28482b06452faa7913cd51ca49aa6059e06489a34aeaf5d6c0e");
    assertThat(corpus.vocabulary().size()).isEqualTo(56);
    assertThat(TEXT).isEqualTo(TEXT.replaceAll("[^\\n -~]", ""));
  }

  @Property(tries = 50)
  void aLongerTextBeginsWithTheShorterOne(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5000) int shorter,
      @ForAll @IntRange(min = 0, max = 5000) int more) {
    String text = GeneratedText.of(seed, shorter);
    assertThat(text).hasSize(shorter);
    assertThat(GeneratedText.of(seed, shorter + more)).startsWith(text);
  }

  @Test
  void anotherSeedIsAnotherPlay() {
    assertThat(GeneratedText.of(11, 1000)).isNotEqualTo(TEXT.substring(0, 1000));
  }

  @Test
  void onlyThoseOnTheStageSpeak() {
    Set<String> stage = new HashSet<>();
    int speeches = 0;
    for (String line : TEXT.lines().limit(20_000).toList()) {
      if (line.startsWith("[Enter ")) {
        assertThat(stage.add(nameIn(line))).as(line).isTrue();
      } else if (line.startsWith("[Exit ")) {
        assertThat(stage.remove(nameIn(line))).as(line).isTrue();
      } else if (line.equals("[Exeunt all.]")) {
        stage.clear();
      } else if (line.endsWith(":")) {
        assertThat(stage).contains(line.substring(0, line.length() - 1));
        speeches++;
      }
    }
    assertThat(speeches).isGreaterThan(2000);
  }

  @Test
  void whoIsCalledAnswers() {
    Pattern call =
        Pattern.compile("\\b(Tilda|Boran|Merrin|Oswin|Hesper|Quill),[^.?!]*[?!]\n\n(\\w+)");
    Matcher calls = call.matcher(TEXT);
    int answered = 0;
    while (calls.find()) {
      if (!calls.group(2).equals("SCENE")) {
        assertThat(calls.group(2)).isEqualToIgnoringCase(calls.group(1));
        answered++;
      }
    }
    assertThat(answered).isGreaterThan(2000);
  }

  @Test
  void aVerbAgreesWithItsSubjectAcrossWhatStandsBetween() {
    String prose = TEXT.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    String noun = "(?:%s)".formatted(String.join("|", Words.THINGS));
    String determiner = "(?:the|my|this|a|an|these|all the)";
    String quality = "(?:(?:%s) )?".formatted(String.join("|", Words.QUALITIES));
    Pattern across =
        Pattern.compile(
            "(?:^|[.?!,] )%s %s%s(s?) near %s %s%ss? (is|are) "
                .formatted(determiner, quality, noun, determiner, quality, noun));
    Matcher matcher = across.matcher(prose);
    int found = 0;
    while (matcher.find()) {
      assertThat(matcher.group(2))
          .as(matcher.group())
          .isEqualTo(matcher.group(1).isEmpty() ? "is" : "are");
      found++;
    }
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void longerContextsKnowMoreUpToTheFiguresOfItsCard() {
    Corpus corpus = Corpus.of(TEXT);
    assertThat(Baseline.of(corpus))
        .extracting(Baseline::loss)
        .usingElementComparator((a, b) -> Math.abs(a - b) < 0.001 ? 0 : Double.compare(a, b))
        .containsExactly(4.025, 3.275, 1.989, 1.095, 0.629);
    double seven =
        CountModel.of(corpus.training(), corpus.vocabulary().size(), 7).loss(corpus.validation());
    assertThat(seven).isEqualTo(0.577, within(0.001));
  }

  @Test
  void noCharactersAreNoText() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeneratedText.of(1, 0))
        .withMessage("characters: expected at least 1, got 0");
  }

  private static String nameIn(String direction) {
    return direction.replaceAll("\\[\\w+ (\\w+)\\.]", "$1").toUpperCase(Locale.ROOT);
  }
}
