package unrolled.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import unrolled.autograd.Tensor;
import unrolled.autograd.Workspace;
import unrolled.compute.Team;
import unrolled.nn.Linear;
import unrolled.nn.LinearCrossEntropy;
import unrolled.nn.SequenceLayer;
import unrolled.optim.Adam;
import unrolled.optim.Clip;

/** The fast layers, as the trainer uses them. */
final class OurTraining implements Engine {
  private final SequenceLayer layer;
  private final LinearCrossEntropy loss;
  private final List<Tensor> parameters;
  private final Adam adam;
  private final Team team;
  private final Workspace workspace = new Workspace();
  private final int[][] inputs;
  private final int[][] targets;
  private List<Tensor> state;

  OurTraining(Load load) {
    layer = Models.layer(load);
    int width = load.hidden() * load.directions();
    Linear head = new Linear(width, Load.SYMBOLS, Models.type(load), new Random(2));
    loss = new LinearCrossEntropy(head);
    team = Team.of(load.threads());
    layer.computeWith(team);
    loss.computeWith(team);
    parameters = new ArrayList<>(layer.parameters().values());
    parameters.addAll(head.parameters().values());
    adam = new Adam(parameters);
    inputs = Text.ids(load.steps(), load.batch(), 3);
    targets = Text.ids(load.steps(), load.batch(), 4);
  }

  @Override
  public void step() {
    workspace.run(this::train);
  }

  @Override
  public void fail() {
    workspace.run(
        () -> loss.mean(layer.forwardOneHot(inputs, state).sequence(), new int[][] {{-1}}));
  }

  private void train() {
    parameters.forEach(Tensor::zeroGradient);
    SequenceLayer.Output out = layer.forwardOneHot(inputs, state);
    loss.mean(out.sequence(), targets).backward();
    state = out.state().stream().map(Tensor::detach).toList();
    adam.step(1e-3, Clip.factor(Clip.globalNorm(parameters), 1));
  }

  @Override
  public void close() {
    team.close();
  }
}
