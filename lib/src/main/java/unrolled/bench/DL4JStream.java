package unrolled.bench;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's way to go on by one character: {@code rnnTimeStep}. */
final class DL4JStream implements Engine {
  private final MultiLayerNetwork network;
  private final INDArray[] oneHot = new INDArray[Load.SYMBOLS];
  private int next;

  DL4JStream(Load load) {
    network = DL4JNetwork.of(load);
    for (int v = 0; v < oneHot.length; v++) {
      oneHot[v] = Nd4j.zeros(Models.type(load), 1, Load.SYMBOLS);
      oneHot[v].putScalar(0, v, 1);
    }
  }

  @Override
  public void step() {
    network.rnnTimeStep(oneHot[next]);
    next = (next + 7) % oneHot.length;
  }
}
