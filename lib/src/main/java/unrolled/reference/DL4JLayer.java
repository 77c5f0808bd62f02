package unrolled.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unrolled.autograd.Tensor;
import unrolled.nn.SequenceLayer;

/** One of DL4J's recurrent layers outside of a network, driven over whole sequences. */
final class DL4JLayer {
  private final RecurrentLayer layer;
  private final DataType type;
  private final long inputSize;
  private final long hiddenSize;
  private final List<String> stateKeys;

  /**
   * Builds the layer and hands it its weights.
   *
   * @param weights by DL4J's names W, RW and b, of DL4J's shapes
   * @param stateKeys DL4J's names for h and, for an LSTM, c
   */
  DL4JLayer(BaseRecurrentLayer settings, Map<String, Tensor> weights, List<String> stateKeys) {
    this.type = weights.get("W").dataType();
    this.inputSize = settings.getNIn();
    this.hiddenSize = settings.getNOut();
    this.stateKeys = stateKeys;
    NeuralNetConfiguration configuration =
        new NeuralNetConfiguration.Builder().dataType(type).layer(settings).build();
    long count = settings.initializer().numParams(settings);
    INDArray parameters = Nd4j.zeros(type, 1, count);
    layer = (RecurrentLayer) settings.instantiate(configuration, null, 0, parameters, false, type);
    layer.setBackpropGradientsViewArray(Nd4j.zeros(type, 1, count));
    weights.forEach(
        (name, value) -> {
          INDArray view = layer.getParam(name);
          view.assign(value.array().reshape(view.shape()));
        });
  }

  SequenceLayer.Output forward(Tensor x, List<Tensor> state) {
    start(x, state);
    INDArray h =
        layer.rnnActivateUsingStoredState(
            Sequences.timeLast(x), false, true, LayerWorkspaceMgr.noWorkspaces());
    Map<String, INDArray> last = layer.rnnGetTBPTTState();
    return new SequenceLayer.Output(
        Sequences.timeFirst(h),
        stateKeys.stream()
            .map(key -> Tensor.of(last.get(key)).reshape(1, x.size(1), hiddenSize))
            .toList());
  }

  /** DL4J's gradients of its weights by its names, and of the input [T, B, D] as "x". */
  Map<String, Tensor> gradients(Tensor x, List<Tensor> state, Tensor dSequence) {
    start(x, state);
    Sequences.check("dSequence", dSequence, type, x.size(0), x.size(1), hiddenSize);
    LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
    layer.setInput(Sequences.timeLast(x), memory);
    Pair<Gradient, INDArray> result =
        layer.tbpttBackpropGradient(
            Sequences.timeLast(dSequence), Math.toIntExact(x.size(0)), memory);
    Map<String, Tensor> gradients = new HashMap<>();
    result
        .getFirst()
        .gradientForVariable()
        .forEach((name, value) -> gradients.put(name, Tensor.of(value)));
    gradients.put("x", Sequences.timeFirst(result.getSecond()));
    return gradients;
  }

  /** DL4J's forward pass reads one memory of the state and its backward pass another: set both. */
  private void start(Tensor x, List<Tensor> state) {
    Sequences.check("x", x, type, -1, -1, inputSize);
    Sequences.checkState(state, stateKeys.size(), type, x.size(1), hiddenSize);
    Map<String, INDArray> stored = new HashMap<>();
    for (int s = 0; s < state.size(); s++) {
      stored.put(stateKeys.get(s), state.get(s).detach().select(0, 0).array().dup('f'));
    }
    layer.rnnSetPreviousState(new HashMap<>(stored));
    layer.rnnSetTBPTTState(stored);
  }

  /** The state before the first step, all zero. */
  List<Tensor> zeroState(Tensor x) {
    Tensor zero = Tensor.zeros(type, 1, x.rank() == 3 ? x.size(1) : 1, hiddenSize);
    return stateKeys.stream().map(key -> zero).toList();
  }
}
