package unrolled.bench;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's training step; its arrays are [B, V, T]. */
final class DL4JTraining implements Engine {
  private final MultiLayerNetwork network;
  private final INDArray inputs;
  private final INDArray targets;

  DL4JTraining(Load load) {
    network = DL4JNetwork.of(load);
    inputs = oneHot(load, 3);
    targets = oneHot(load, 4);
  }

  private static INDArray oneHot(Load load, long seed) {
    int[][] ids = Text.ids(load.steps(), load.batch(), seed);
    INDArray array = Nd4j.zeros(Models.type(load), load.batch(), Load.SYMBOLS, load.steps());
    for (int t = 0; t < load.steps(); t++) {
      for (int b = 0; b < load.batch(); b++) {
        array.putScalar(new int[] {b, ids[t][b], t}, 1);
      }
    }
    return array;
  }

  @Override
  public void step() {
    network.fit(inputs, targets);
  }
}
