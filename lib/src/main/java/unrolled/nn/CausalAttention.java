package unrolled.nn;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;

/**
 * Self-attention with one head in which no step sees the future: x [T, B, D] gives [T, B, D].
 *
 * <pre>q = Wq x    k = Wk x    v = Wv x    y = Wo attention(q, k, v) + bo</pre>
 *
 * <p>{@link #stream()} reads one vector at a time and keeps the keys and values of all earlier
 * ones.
 */
public final class CausalAttention extends Module {
  private final Linear query;
  private final Linear key;
  private final Linear value;
  private final Linear output;

  /**
   * With random weights, each map's from U(-1/√D, 1/√D).
   *
   * @param size D, also the size of queries, keys and values
   */
  public CausalAttention(int size, DataType type, RandomGenerator random) {
    query = child("query", Linear.withoutBias(size, size, type, random));
    key = child("key", Linear.withoutBias(size, size, type, random));
    value = child("value", Linear.withoutBias(size, size, type, random));
    output = child("output", new Linear(size, size, type, random));
  }

  /**
   * The whole sequence at once.
   *
   * @throws IllegalArgumentException if x is not [T, B, D]
   */
  public Tensor forward(Tensor x) {
    check(x);
    Tensor read = Attention.causal(query.forward(x), key.forward(x), value.forward(x));
    return output.forward(read);
  }

  /** How much step t looks at step s: [T, B, T]. */
  public Tensor weights(Tensor x) {
    check(x);
    return Attention.causalWeights(query.forward(x), key.forward(x));
  }

  private void check(Tensor x) {
    if (x.rank() != 3 || x.size(2) != size()) {
      throw new IllegalArgumentException(
          "x: expected shape [T, B, " + size() + "], got " + Arrays.toString(x.shape()));
    }
  }

  /**
   * Step by step with a cache of keys and values, with the weights of now.
   *
   * @throws IllegalStateException if the numbers are not FLOAT
   */
  public AttentionStream stream() {
    return new AttentionStream(this);
  }

  /** D. */
  public int size() {
    return query.inputSize();
  }

  /** Weight [D, D] without a bias; as key and value. */
  public Linear query() {
    return query;
  }

  public Linear key() {
    return key;
  }

  public Linear value() {
    return value;
  }

  /** Weight [D, D], bias [D]. */
  public Linear output() {
    return output;
  }
}
