/**
 * Arrays that remember how they were made, and the chain rule that walks back along that memory.
 *
 * <p>A {@link unrolled.autograd.Tensor} y = f(x1, ..., xn) keeps its inputs and a function that
 * turns dL/dy into
 *
 * <pre>dL/dxi = (dy/dxi)ᵀ dL/dy</pre>
 *
 * for every input. {@code backward} visits the operations in reverse topological order; where a
 * tensor is used twice, its gradients add. Arrays are in row-major (C) order, of type FLOAT or
 * DOUBLE. Broadcasting is defined in three cases only: equal shapes; [..., N] with [N]; any shape
 * with a scalar.
 */
package unrolled.autograd;
