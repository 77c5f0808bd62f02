/**
 * Plain-array number crunching for the fast layers; knows nothing of the rest of the house.
 *
 * <p>A sequence layer is three kinds of work: matrix products over packed panels ({@link
 * unrolled.compute.FloatProduct}), element-wise gate loops ({@link unrolled.compute.FloatKernels}),
 * and the walk along time that joins them ({@link unrolled.compute.FloatLstm}, {@link
 * unrolled.compute.FloatGru}, {@link unrolled.compute.FloatRnn}).
 *
 * <p>Shapes: B batch, T time steps, D input size, H hidden size, G the number of gates' units side
 * by side. Arrays are row-major, [T, B, ...]. Inside, rows of units are padded with zeros to a
 * multiple of the panel width, so that no loop needs a tail; a padded unit has zero weights,
 * computes a hidden state of zero and passes no gradient.
 *
 * <p>The {@code Float...} classes are the source; the build derives the {@code Double...} classes
 * from them by changing the names of the types, so that the two precisions cannot drift apart.
 */
package unrolled.compute;
