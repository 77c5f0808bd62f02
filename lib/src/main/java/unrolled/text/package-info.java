/**
 * From a text file to batches of numbers.
 *
 * <p>A character is a Unicode code point and is known by its id 0..V-1, the vocabulary being sorted
 * by code point. A corpus of N characters is split in order: the first ⌊9N/10⌋ train, the rest
 * validate. A language model reads x(1..t) and predicts x(t+1), so the targets are the inputs
 * shifted by one.
 *
 * <p>B batch, T time steps. For truncated backpropagation through time the training part of n ids
 * is laid out as B streams of L = ⌊(n-1)/B⌋ characters each, and batch k holds the steps kT ..
 * kT+T-1 of all of them:
 *
 * <pre>
 * stream b at step s   input  x(bL + s)     target  x(bL + s + 1)
 * </pre>
 *
 * The state after batch k of an epoch is the state before batch k+1, detached: values are carried
 * over the border, gradients are not.
 */
package unrolled.text;
