package unrolled.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One operation of the graph: its inputs, the slots of its outputs' gradients, and its chain rule.
 */
final class Node {
  private final String name;
  private final List<GradientSlot> outputs;
  private List<Tensor> inputs;
  private Tensor.Backward backward;

  Node(String name, List<Tensor> inputs, List<GradientSlot> outputs, Tensor.Backward backward) {
    this.name = name;
    this.inputs = inputs;
    this.outputs = outputs;
    this.backward = backward;
  }

  /**
   * Runs every operation behind root once all operations that used its outputs have run, and lets
   * go of each as soon as it is done. No recursion: a graph may be tens of thousands of steps deep.
   */
  static void backward(Node root) {
    Map<Node, Integer> waiting = usesBehind(root);
    Deque<Node> ready = new ArrayDeque<>();
    ready.add(root);
    while (!ready.isEmpty()) {
      Node node = ready.remove();
      List<Tensor> inputs = node.inputs;
      node.run();
      for (Tensor input : inputs) {
        Node producer = input.producer();
        if (producer != null && waiting.merge(producer, -1, Integer::sum) == 0) {
          ready.add(producer);
        }
      }
    }
  }

  private static Map<Node, Integer> usesBehind(Node root) {
    Map<Node, Integer> uses = new HashMap<>();
    Deque<Node> open = new ArrayDeque<>();
    uses.put(root, 0);
    open.push(root);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.inputs == null) {
        throw new IllegalStateException(
            "backward: the graph behind '"
                + node.name
                + "' has been used by an earlier backward and was released; add the losses first, "
                + "or cut the graph with detach()");
      }
      for (Tensor input : node.inputs) {
        Node producer = input.producer();
        if (producer != null && uses.merge(producer, 1, Integer::sum) == 1) {
          open.push(producer);
        }
      }
    }
    return uses;
  }

  private void run() {
    List<Tensor> gradients = new ArrayList<>(outputs.size());
    boolean used = false;
    for (GradientSlot slot : outputs) {
      Storage gradient = slot.gradient();
      gradients.add(gradient == null ? null : Tensor.constant(gradient));
      used |= gradient != null;
    }
    if (used) {
      backward.accept(gradients);
    }
    inputs = null;
    backward = null;
    outputs.forEach(GradientSlot::release);
  }
}
