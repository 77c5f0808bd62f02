package unrolled.grade;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Assignment 5: characters, numbers, streams. */
final class A5Text {
  private static final String LETTERS = " ,.abcdefghijklmnopqrstuvwxyz";

  private A5Text() {}

  /** Some symbols in their order, and a text of them. */
  private static final class Sample {
    final String symbols;
    final String text;
    final int[] ids;

    Sample(RandomGenerator random) {
      int[] some = random.ints(0, LETTERS.length()).distinct().limit(12).sorted().toArray();
      StringBuilder chosen = new StringBuilder();
      Arrays.stream(some).forEach(i -> chosen.append(LETTERS.charAt(i)));
      symbols = chosen.toString();
      ids = random.ints(40, 0, symbols.length()).toArray();
      ids[0] = symbols.length() - 1;
      text = text(ids, 0);
    }

    final String text(int[] from, int shift) {
      StringBuilder written = new StringBuilder();
      Arrays.stream(from)
          .forEach(i -> written.append(symbols.charAt(Math.floorMod(i + shift, symbols.length()))));
      return written.toString();
    }
  }

  static Task encode(A5.Encode answer) {
    return Task.of(
        "text to numbers",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          Sample s = new Sample(d.random);
          return Question.of(() -> answer.encode(s.symbols, s.text), "[n]", s.ids)
              .mistake(
                  "character-code",
                  "these are the characters' codes: the place among the symbols is asked",
                  s.text.chars().toArray())
              .mistake(
                  "counted-from-one",
                  "places are counted from 0",
                  Arrays.stream(s.ids).map(i -> i + 1).toArray())
              .mistake(
                  "first-use-order",
                  "symbols are numbered as they come up in the text: their place in symbols is asked",
                  firstUse(s.text));
        });
  }

  private static int[] firstUse(String text) {
    String order =
        text.chars()
            .distinct()
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return text.chars().map(order::indexOf).toArray();
  }

  static Task decode(A5.Decode answer) {
    return Task.of(
        "numbers to text",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          Sample s = new Sample(d.random);
          return Question.of(
                  () -> codes(answer.decode(s.symbols, s.ids.clone())), "the text", codes(s.text))
              .mistake(
                  "character-code",
                  "the numbers are taken for characters' codes: they are places among the symbols",
                  s.ids)
              .mistake(
                  "reversed",
                  "the text is backwards",
                  codes(new StringBuilder(s.text).reverse().toString()))
              .mistake("counted-from-one", "places are counted from 0", codes(s.text(s.ids, -1)));
        });
  }

  private static int[] codes(String text) {
    return text == null ? null : text.chars().toArray();
  }

  static Task chunk(A5.Chunk answer) {
    return Task.of(
        "stateful batches",
        answer,
        Allowed.FROM_SCRATCH,
        d -> {
          int batch = d.batch;
          int steps = d.steps;
          int chunks = 3 + d.random.nextInt(3);
          int length = chunks * steps;
          int[] ids =
              d.random.ints((long) batch * length + d.random.nextInt(batch), 0, 1000).toArray();
          int number = 1 + d.random.nextInt(chunks - 1);
          return Question.of(
                  () -> answer.chunk(ids.clone(), batch, steps, number),
                  "[T][B]",
                  table(steps, batch, (t, b) -> ids[b * length + number * steps + t]))
              .mistake(
                  "transposed",
                  "this is [B][T]: the first index is the step",
                  table(batch, steps, (b, t) -> ids[b * length + number * steps + t]))
              .mistake(
                  "interleaved",
                  "neighbours of the text stand in different streams: each stream is one long piece of it",
                  table(steps, batch, (t, b) -> ids[(number * steps + t) * batch + b]))
              .mistake(
                  "streams-do-not-continue",
                  "the next chunk of a stream does not go on where the last one ended: the state carried over"
                      + " would belong to other text",
                  table(steps, batch, (t, b) -> ids[(number * batch + b) * steps + t]))
              .mistake(
                  "always-the-first",
                  "this is chunk 0, whatever the number",
                  table(steps, batch, (t, b) -> ids[b * length + t]))
              .mistake(
                  "one-character-for-a-chunk",
                  "chunk n begins at n T, not at n: chunks do not overlap",
                  table(steps, batch, (t, b) -> ids[b * length + number + t]));
        });
  }

  private interface Cell {
    int at(int row, int column);
  }

  private static int[][] table(int rows, int columns, Cell cell) {
    return IntStream.range(0, rows)
        .mapToObj(r -> IntStream.range(0, columns).map(c -> cell.at(r, c)).toArray())
        .toArray(int[][]::new);
  }
}
