package unrolled.nn;

import java.util.List;
import unrolled.autograd.Tensor;
import unrolled.compute.DropoutMask;
import unrolled.compute.FloatRecurrentGradients;
import unrolled.compute.FloatRecurrentWeights;

/** Hands a cell's parameters to a fast layer, and takes their gradients back. */
final class FloatGateParameters {
  private final List<GatePart> parts;

  FloatGateParameters(List<GatePart> parts) {
    this.parts = parts;
  }

  /**
   * Packs the parameters as they are now.
   *
   * @param dropped what is dropped of the recurrent weights seen as [G H, H], or null
   */
  void fill(FloatRecurrentWeights weights, DropoutMask dropped) {
    for (GatePart part : parts) {
      float[] values = part.tensor().floats();
      int stride = (int) part.tensor().size(-1);
      switch (part.role()) {
        case INPUT -> weights.input(part.block(), values, stride, part.from());
        case RECURRENT -> weights.recurrent(part.block(), values, stride, part.from(), dropped);
        case BIAS -> weights.bias(part.block(), values);
        case CANDIDATE_BIAS -> weights.candidateBias(values);
      }
    }
    weights.complete();
  }

  /**
   * Adds the gradients that the walk back has left to those of the parameters.
   *
   * @param dropped the mask that {@link #fill} had
   */
  void add(FloatRecurrentGradients gradients, DropoutMask dropped) {
    for (GatePart part : parts) {
      if (!part.tensor().requiresGradient()) {
        continue;
      }
      float[] to = part.tensor().floatGradientBuffer();
      int stride = (int) part.tensor().size(-1);
      switch (part.role()) {
        case INPUT -> gradients.addInput(part.block(), to, stride, part.from());
        case RECURRENT -> gradients.addRecurrent(part.block(), to, stride, part.from(), dropped);
        case BIAS -> gradients.addBias(part.block(), to);
        case CANDIDATE_BIAS -> gradients.addCandidateBias(to);
      }
    }
  }

  /** The parameters, each once. */
  List<Tensor> tensors() {
    return parts.stream().map(GatePart::tensor).distinct().toList();
  }
}
