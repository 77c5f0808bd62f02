package unrolled.nn;

/**
 * The sizes of a sequence layer.
 *
 * @param inputSize D, at least 1
 * @param hiddenSize H, at least 1
 * @param layers how many are stacked, at least 1
 * @param bidirectional whether a second set of cells reads from right to left
 * @param dropout the part of the numbers between two layers that is dropped in training, in [0, 1)
 * @param recurrentDropout the part of the recurrent weights that is dropped in training, anew for
 *     each chunk (DropConnect, as in Merity, Keskar and Socher 2018), in [0, 1)
 */
public record LayerShape(
    int inputSize,
    int hiddenSize,
    int layers,
    boolean bidirectional,
    double dropout,
    double recurrentDropout) {
  public LayerShape {
    atLeastOne("inputSize", inputSize);
    atLeastOne("hiddenSize", hiddenSize);
    atLeastOne("layers", layers);
    part("dropout", dropout);
    part("recurrentDropout", recurrentDropout);
  }

  /** One layer, one direction. */
  public static LayerShape of(int inputSize, int hiddenSize) {
    return new LayerShape(inputSize, hiddenSize, 1, false, 0, 0);
  }

  public LayerShape withLayers(int layers) {
    return new LayerShape(inputSize, hiddenSize, layers, bidirectional, dropout, recurrentDropout);
  }

  public LayerShape withBothDirections() {
    return new LayerShape(inputSize, hiddenSize, layers, true, dropout, recurrentDropout);
  }

  public LayerShape withDropout(double dropout) {
    return new LayerShape(inputSize, hiddenSize, layers, bidirectional, dropout, recurrentDropout);
  }

  public LayerShape withRecurrentDropout(double recurrentDropout) {
    return new LayerShape(inputSize, hiddenSize, layers, bidirectional, dropout, recurrentDropout);
  }

  int directions() {
    return bidirectional ? 2 : 1;
  }

  int inputSizeOf(int layer) {
    return layer == 0 ? inputSize : hiddenSize * directions();
  }

  /** Whether cell k, counted layer by layer and direction by direction, reads right to left. */
  boolean reversed(int k) {
    return bidirectional && k % 2 == 1;
  }

  /** The name of cell k: l0, l0_reverse, l1, ... */
  String nameOf(int k) {
    return "l" + k / directions() + (reversed(k) ? "_reverse" : "");
  }

  int cells() {
    return layers * directions();
  }

  private static void part(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + ": expected a number in [0, 1), got " + value);
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": expected at least 1, got " + value);
    }
  }
}
