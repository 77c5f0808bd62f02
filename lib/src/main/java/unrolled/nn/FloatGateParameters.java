package unrolled.nn;

import java.util.List;
import unrolled.autograd.Tensor;
import unrolled.compute.FloatRecurrence;
import unrolled.compute.FloatRecurrentWeights;

/**
 * Gathers a cell's parameters into the matrices of a fast layer, and takes their gradients back.
 */
final class FloatGateParameters {
  private final List<GatePart> parts;
  private final int blocks;
  private final int inputs;
  private final int hidden;
  private final int width;

  FloatGateParameters(List<GatePart> parts, int blocks, int inputs, int hidden, int width) {
    this.parts = parts;
    this.blocks = blocks;
    this.inputs = inputs;
    this.hidden = hidden;
    this.width = width;
  }

  FloatRecurrentWeights gather(boolean oneHot) {
    int units = blocks * width;
    float[] w = new float[units * inputs];
    float[] u = new float[units * hidden];
    float[] bias = new float[units];
    float[] candidateBias = hasCandidateBias() ? new float[width] : null;
    for (GatePart part : parts) {
      float[] source = part.tensor().floats();
      int row = part.block() * width;
      switch (part.role()) {
        case INPUT -> copyColumns(part, source, w, row * inputs, inputs);
        case RECURRENT -> copyColumns(part, source, u, row * hidden, hidden);
        case BIAS -> System.arraycopy(source, 0, bias, row, hidden);
        case CANDIDATE_BIAS -> System.arraycopy(source, 0, candidateBias, 0, hidden);
      }
    }
    return new FloatRecurrentWeights(w, u, bias, candidateBias, units, inputs, hidden, oneHot);
  }

  private boolean hasCandidateBias() {
    return parts.stream().anyMatch(part -> part.role() == GatePart.Role.CANDIDATE_BIAS);
  }

  private void copyColumns(GatePart part, float[] source, float[] to, int at, int columns) {
    int stride = (int) part.tensor().size(-1);
    for (int r = 0; r < hidden; r++) {
      System.arraycopy(source, r * stride + part.from(), to, at + r * columns, columns);
    }
  }

  /** Adds the gradients that the walk back has left to those of the parameters. */
  void scatter(FloatRecurrence recurrence) {
    int units = blocks * width;
    float[] dw = new float[units * inputs];
    float[] du = new float[units * width];
    float[] db = new float[units];
    float[] dCandidateBias = new float[width];
    recurrence.inputWeightGradient(dw);
    recurrence.recurrentWeightGradient(du);
    recurrence.biasGradient(db);
    if (hasCandidateBias()) {
      recurrence.candidateBiasGradient(dCandidateBias);
    }
    for (GatePart part : parts) {
      if (!part.tensor().requiresGradient()) {
        continue;
      }
      int row = part.block() * width;
      switch (part.role()) {
        case INPUT -> addColumns(part, dw, row * inputs, inputs, inputs);
        case RECURRENT -> addColumns(part, du, row * width, width, hidden);
        case BIAS -> add(db, row, part.tensor().floatGradientBuffer(), 0, hidden);
        case CANDIDATE_BIAS ->
            add(dCandidateBias, 0, part.tensor().floatGradientBuffer(), 0, hidden);
      }
    }
  }

  private void addColumns(GatePart part, float[] from, int at, int stride, int columns) {
    float[] gradient = part.tensor().floatGradientBuffer();
    int row = (int) part.tensor().size(-1);
    for (int r = 0; r < hidden; r++) {
      add(from, at + r * stride, gradient, r * row + part.from(), columns);
    }
  }

  static void add(float[] from, int at, float[] to, int start, int n) {
    for (int j = 0; j < n; j++) {
      to[start + j] += from[at + j];
    }
  }

  static List<Tensor> tensors(List<GatePart> parts) {
    return parts.stream().map(GatePart::tensor).distinct().toList();
  }
}
