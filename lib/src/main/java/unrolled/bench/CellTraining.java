package unrolled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import unrolled.autograd.Functions;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTMCell;
import unrolled.nn.LSTMState;
import unrolled.nn.Linear;
import unrolled.optim.Adam;
import unrolled.optim.Clip;

/** The LSTM cell of the slides, one step after the other through the graph. */
final class CellTraining implements Engine {
  private final LSTMCell cell;
  private final Linear head;
  private final List<Tensor> parameters;
  private final Adam adam;
  private final Tensor oneHot;
  private final int[][] inputs;
  private final int[][] targets;

  CellTraining(Load load) {
    cell = new LSTMCell(Load.SYMBOLS, load.hidden(), Models.type(load), new Random(1));
    head = new Linear(load.hidden(), Load.SYMBOLS, Models.type(load), new Random(2));
    parameters = new ArrayList<>(cell.parameters().values());
    parameters.addAll(head.parameters().values());
    adam = new Adam(parameters);
    double[][] rows = new double[Load.SYMBOLS][Load.SYMBOLS];
    for (int v = 0; v < rows.length; v++) {
      rows[v][v] = 1;
    }
    oneHot = Tensor.of(rows, Models.type(load));
    inputs = Text.ids(load.steps(), load.batch(), 3);
    targets = Text.ids(load.steps(), load.batch(), 4);
  }

  @Override
  public void step() {
    parameters.forEach(Tensor::zeroGradient);
    LSTMState state = cell.zeroState(inputs[0].length);
    List<Tensor> sequence = new ArrayList<>();
    for (int[] ids : inputs) {
      state = cell.forward(Functions.gather(oneHot, ids), state);
      sequence.add(state.h());
    }
    Tensor logits = head.forward(Functions.stack(0, sequence.toArray(Tensor[]::new)));
    Functions.softmaxCrossEntropy(logits, targets).backward();
    Clip.byGlobalNorm(parameters, 1);
    adam.step(1e-3);
  }
}
