package unrolled.nn;

import unrolled.autograd.Tensor;

/**
 * The gates of one GRU step, each [B, H]: update z and reset r in (0, 1), candidate g in (-1, 1).
 */
public record GRUGates(Tensor z, Tensor r, Tensor g) {}
