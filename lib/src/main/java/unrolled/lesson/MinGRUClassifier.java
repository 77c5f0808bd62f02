package unrolled.lesson;

import static unrolled.autograd.Functions.concat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.Tensor;
import unrolled.nn.Linear;
import unrolled.nn.MinGRU;

/** Symbols, minGRU layers one above the other, and a linear head. */
public final class MinGRUClassifier extends SequenceModel {
  private final Tensor embedding;
  private final List<MinGRU> layers = new ArrayList<>();
  private final Linear head;

  /** Each layer reads the states below it beside the symbol itself. */
  public MinGRUClassifier(
      int symbols, int hiddenSize, int layers, int classes, RandomGenerator random) {
    double[][] one = new double[symbols][symbols];
    for (int s = 0; s < symbols; s++) {
      one[s][s] = 1;
    }
    embedding = Tensor.of(one, DataType.FLOAT);
    for (int l = 0; l < layers; l++) {
      int size = symbols + (l == 0 ? 0 : hiddenSize);
      MinGRU layer = new MinGRU(size, hiddenSize, DataType.FLOAT, random);
      this.layers.add(child("l" + l, layer));
    }
    head = child("head", new Linear(hiddenSize, classes, DataType.FLOAT, random));
  }

  @Override
  public Tensor logits(int[][] inputs, int answers) {
    Tensor x = Functions.gather(embedding, inputs);
    Tensor h = layers.get(0).forward(x);
    for (MinGRU layer : layers.subList(1, layers.size())) {
      h = layer.forward(concat(x, h));
    }
    return head.forward(h.slice(0, inputs.length - answers, inputs.length));
  }
}
