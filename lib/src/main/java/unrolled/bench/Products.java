package unrolled.bench;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import unrolled.autograd.Tensor;

/**
 * The matrix products of a training step and nothing else, by ND4J's OpenBLAS into arrays that are
 * there: what a step could not be quicker than if everything but the products were free. K = 4 H
 * for an LSTM, N = T B:
 *
 * <pre>
 *   T times [B, H] x [H, K]      T times [B, K] x [K, H]      [K, N] x [N, H]
 *   [N, H] x [H, V]              [N, V] x [V, H]              [V, N] x [N, H]
 * </pre>
 */
final class Products implements Engine {
  private final int steps;
  private final INDArray h;
  private final INDArray u;
  private final INDArray z;
  private final INDArray hs;
  private final INDArray zs;
  private final INDArray du;
  private final INDArray head;
  private final INDArray logits;
  private final INDArray dHead;

  Products(Load load) {
    DataType type = Models.type(load);
    int hidden = load.hidden();
    int units = 4 * hidden;
    int rows = load.steps() * load.batch();
    steps = load.steps();
    RandomGenerator dice = new SplittableRandom(1);
    h = random(dice, type, load.batch(), hidden);
    u = random(dice, type, hidden, units);
    z = random(dice, type, load.batch(), units);
    hs = random(dice, type, rows, hidden);
    zs = random(dice, type, rows, units);
    du = random(dice, type, units, hidden);
    head = random(dice, type, hidden, Load.SYMBOLS);
    logits = random(dice, type, rows, Load.SYMBOLS);
    dHead = random(dice, type, Load.SYMBOLS, hidden);
  }

  private static INDArray random(RandomGenerator random, DataType type, int rows, int columns) {
    return Tensor.uniform(random, -1, 1, type, rows, columns).array().dup('f');
  }

  @Override
  public void step() {
    for (int t = 0; t < steps; t++) {
      Nd4j.gemm(h, u, z, false, false, 1, 0);
    }
    Nd4j.gemm(hs, head, logits, false, false, 1, 0);
    Nd4j.gemm(logits, hs, dHead, true, false, 1, 0);
    Nd4j.gemm(logits, head, hs, false, true, 1, 0);
    for (int t = 0; t < steps; t++) {
      Nd4j.gemm(z, u, h, false, true, 1, 0);
    }
    Nd4j.gemm(zs, hs, du, true, false, 1, 0);
  }
}
