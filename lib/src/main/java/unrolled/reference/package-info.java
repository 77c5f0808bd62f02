/**
 * Oracles: the same recurrent layers computed by code that is not ours, with our cells' weights, so
 * that a test or a notebook can hold the two side by side.
 *
 * <table>
 * <caption>What is compared with what</caption>
 * <tr><th>ours</th><th>oracle</th><th>outputs</th><th>gradients</th></tr>
 * <tr><td>LSTM</td><td>{@link unrolled.reference.DL4JLstm}: DL4J's layer</td>
 *     <td>with any initial state</td><td>weights, input</td></tr>
 * <tr><td>LSTM</td><td>{@link unrolled.reference.ND4JLstm}: the operation {@code lstmLayer}</td>
 *     <td>with any initial state</td><td>weights, input, initial state</td></tr>
 * <tr><td>RNN</td><td>{@link unrolled.reference.DL4JRnn}: DL4J's SimpleRnn</td>
 *     <td>with any initial state</td><td>weights, input; from the zero state only</td></tr>
 * <tr><td>GRU</td><td>{@link unrolled.reference.ND4JGru}: the operations {@code gruCell} and
 *     {@code gru}</td><td>with any initial state</td><td>none (its {@code gru_bp} is wrong)</td></tr>
 * </table>
 *
 * <p>All of them multiply from the left, y = x W + h R + b with x [B, D], h [B, H], W [D, kH], R
 * [H, kH], b [kH], and set the k gates side by side as blocks of H columns. The order of the blocks
 * is a matter of each library, and no shape betrays a wrong one:
 *
 * <pre>
 * DL4J's LSTM          [candidate, forget, output, input]
 * ND4J's lstmLayer     [input, forget, candidate, output]
 * ND4J's gruCell, gru  [reset, keep, candidate]     keep = 1 - update, so its weights are negated
 * </pre>
 *
 * <p>Our side is time first, x [T, B, D]; DL4J's is batch first and time last, [B, D, T].
 */
package unrolled.reference;
