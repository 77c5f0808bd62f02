package unrolled.nn;

import unrolled.autograd.Tensor;

/**
 * The gates of one LSTM step, each [B, H]: forget f, input i, output o in (0, 1), candidate g in
 * (-1, 1).
 */
public record Gates(Tensor f, Tensor i, Tensor g, Tensor o) {}
