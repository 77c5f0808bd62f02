package unrolled.nn;

import unrolled.autograd.Tensor;

/**
 * One step of an unrolled GRU.
 *
 * @param gates what the gates said
 * @param h the state they led to, [B, H]
 */
public record GRUStep(GRUGates gates, Tensor h) {}
