package unrolled.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.Module;

/** A copy of a module's parameters, to go back to. */
final class Weights {
  private final Map<Tensor, Tensor> copies = new LinkedHashMap<>();

  private Weights() {}

  static Weights of(Module module) {
    Weights weights = new Weights();
    for (Tensor parameter : module.parameters().values()) {
      long[] shape = parameter.shape();
      weights.copies.put(
          parameter,
          parameter.dataType() == DataType.FLOAT
              ? Tensor.of(parameter.floats().clone(), shape)
              : Tensor.of(parameter.doubles().clone(), shape));
    }
    return weights;
  }

  void restore() {
    copies.forEach(Tensor::assign);
  }
}
