package unrolled.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.DoubleUpdates;
import unrolled.compute.FloatUpdates;
import unrolled.nn.Module;

/** A copy of a module's parameters, to go back to. */
final class Weights {
  private final Map<Tensor, Tensor> copies = new LinkedHashMap<>();

  private Weights() {}

  static Weights of(Module module) {
    Weights weights = new Weights();
    for (Tensor parameter : module.parameters().values()) {
      weights.copies.put(parameter, Tensor.parameter(parameter.detach()));
    }
    return weights;
  }

  void restore() {
    copies.forEach(Tensor::assign);
  }

  /** Moves the copies a share, in (0, 1], of the way to what the parameters are now. */
  void approach(double share) {
    copies.forEach(
        (parameter, copy) -> {
          if (parameter.dataType() == DataType.FLOAT) {
            float[] now = parameter.floats();
            copy.updateFloats(mean -> FloatUpdates.approach(mean, now, (float) share));
          } else {
            double[] now = parameter.doubles();
            copy.updateDoubles(mean -> DoubleUpdates.approach(mean, now, share));
          }
        });
  }
}
