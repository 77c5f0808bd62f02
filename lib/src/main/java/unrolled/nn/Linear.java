package unrolled.nn;

import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Functions;
import unrolled.autograd.Tensor;

/** y = x Wᵀ + b: x [..., in], weight [out, in], bias [out], y [..., out]. */
public final class Linear extends Module {
  private final Tensor weight;
  private final Tensor bias;

  /** Weight and bias from U(-1/√in, 1/√in). */
  public Linear(int in, int out, DataType type, RandomGenerator random) {
    this(uniform(in, type, random, out, in), uniform(in, type, random, out));
  }

  private Linear(Tensor weight, Tensor bias) {
    this.weight = parameter("weight", weight);
    this.bias = bias == null ? null : parameter("bias", bias);
  }

  /** y = x Wᵀ, weight from U(-1/√in, 1/√in). */
  public static Linear withoutBias(int in, int out, DataType type, RandomGenerator random) {
    return new Linear(uniform(in, type, random, out, in), null);
  }

  /** With copies of the given values; bias may be null. */
  public static Linear of(Tensor weight, Tensor bias) {
    if (weight.rank() != 2) {
      throw new IllegalArgumentException("weight: expected shape [out, in], got " + weight);
    }
    if (bias != null && (bias.rank() != 1 || bias.size(0) != weight.size(0))) {
      throw new IllegalArgumentException(
          "bias: expected shape [" + weight.size(0) + "], got " + bias);
    }
    return new Linear(Tensor.parameter(weight), bias == null ? null : Tensor.parameter(bias));
  }

  private static Tensor uniform(int in, DataType type, RandomGenerator random, long... shape) {
    double bound = 1 / Math.sqrt(in);
    return Tensor.parameter(Tensor.uniform(random, -bound, bound, type, shape));
  }

  /** [out, in]. */
  public Tensor weight() {
    return weight;
  }

  /** [out], or null if there is none. */
  public Tensor bias() {
    return bias;
  }

  public int inputSize() {
    return (int) weight.size(1);
  }

  public int outputSize() {
    return (int) weight.size(0);
  }

  /**
   * x [..., in] gives [..., out].
   *
   * @throws IllegalArgumentException if the last size of x is not in
   */
  public Tensor forward(Tensor x) {
    return Functions.affine(x, weight, bias);
  }
}
