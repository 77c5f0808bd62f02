package unrolled.compute;

/**
 * The sizes of what a recurrence computes at a time.
 *
 * @param steps T
 * @param batch B
 * @param inputs D
 * @param hidden H
 * @param oneHot whether the input is one-hot, given by ids
 * @param kept whether activations are kept for a way back
 */
public record ChunkShape(
    int steps, int batch, int inputs, int hidden, boolean oneHot, boolean kept) {}
