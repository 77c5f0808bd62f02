package unrolled.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import unrolled.autograd.Tensor;

/** Something with named parameters. A child's names are put behind its own: "forget.weight". */
@SuppressWarnings("JavaLangClash") // the field's word for it; java.lang.Module is not in play here
public abstract class Module {
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();

  /** Registers a parameter and returns it. */
  protected final Tensor parameter(String name, Tensor value) {
    if (!value.requiresGradient()) {
      throw new IllegalArgumentException(
          "parameter " + name + ": expected Tensor.parameter(...), got a constant");
    }
    put(name, value);
    return value;
  }

  /** Registers the parameters of a part under "name." and returns the part. */
  protected final <M extends Module> M child(String name, M part) {
    part.parameters().forEach((inner, value) -> put(name + "." + inner, value));
    return part;
  }

  private void put(String name, Tensor value) {
    if (parameters.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("name: expected a new one, got " + name + " twice");
    }
  }

  /** All parameters by name, in the order of registration. */
  public final Map<String, Tensor> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** How many numbers are learned. */
  public final long parameterCount() {
    long count = 0;
    for (Tensor parameter : parameters.values()) {
      long size = 1;
      for (long s : parameter.shape()) {
        size *= s;
      }
      count += size;
    }
    return count;
  }

  /** Forgets the gradients of all parameters. */
  public final void zeroGradients() {
    parameters.values().forEach(Tensor::zeroGradient);
  }
}
