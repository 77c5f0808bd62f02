package unrolled.lesson;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import unrolled.autograd.NoGradient;
import unrolled.autograd.Tensor;
import unrolled.train.CharLanguageModel;

/**
 * What a model believes about each character of a passage, knowing the text before it: the logits
 * from which a {@link unrolled.train.Sampler} draws. The interactive page {@code sampling} shows
 * them.
 */
public final class NextCharacters {
  private static final double THOUSANDTHS = 1000;

  private final String symbols;
  private final String before;
  private final String passage;
  private final double[][] logits;

  private NextCharacters(String symbols, String before, String passage, double[][] logits) {
    this.symbols = symbols;
    this.before = before;
    this.passage = passage;
    this.logits = logits;
  }

  /**
   * Reads both texts in one stream from the zero state.
   *
   * @param before at least one character, none of which is guessed
   * @param passage at least one character, each of which is
   * @throws IllegalArgumentException if a text is empty, or at a character that the model does not
   *     know
   */
  public static NextCharacters of(CharLanguageModel model, String before, String passage) {
    requireText("before", before);
    requireText("passage", passage);
    int[] ids = model.vocabulary().encode(before + passage);
    int guessed = passage.codePointCount(0, passage.length());
    int[][] read =
        Arrays.stream(ids)
            .limit(ids.length - 1L)
            .mapToObj(id -> new int[] {id})
            .toArray(int[][]::new);
    Tensor all = NoGradient.run(() -> model.forward(read, null).logits()); // [T, 1, V]
    double[][] logits = new double[guessed][];
    Arrays.setAll(logits, t -> all.select(0, read.length - guessed + t).toDoubles());
    return new NextCharacters(model.vocabulary().symbols(), before, passage, logits);
  }

  private static void requireText(String name, String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name + ": expected at least one character, got none");
    }
  }

  /** [V] for each character of the passage, in the order of the model's vocabulary. */
  public List<double[]> logits() {
    return Arrays.stream(logits).map(double[]::clone).toList();
  }

  /**
   * The parameters of the page {@code sampling}. Logits are rounded to thousandths and cut to what
   * two bytes hold, about -32.8 to 32.8.
   *
   * @param about a sentence that says which model and which text this is
   */
  public Map<String, Object> forPage(String about) {
    ByteBuffer bytes =
        ByteBuffer.allocate(logits.length * logits[0].length * Short.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (double[] row : logits) {
      for (double logit : row) {
        long rounded = Math.round(logit * THOUSANDTHS);
        bytes.putShort((short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded)));
      }
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("about", about);
    parameters.put("before", before);
    parameters.put("passage", passage);
    parameters.put("symbols", symbols);
    parameters.put("logits", Base64.getEncoder().encodeToString(bytes.array()));
    return parameters;
  }
}
