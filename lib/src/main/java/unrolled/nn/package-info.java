/**
 * Modules with named parameters, and the recurrent cells as the slides write them.
 *
 * <p>B batch, D input size, H hidden size; x [B, D], h and c [B, H], z = [h, x] is [B, H+D], σ the
 * logistic function, * the elementwise product.
 *
 * <pre>
 * RNN   h' = tanh(W x + U h + b)
 *
 * LSTM  f = σ(Wf z + bf)    i = σ(Wi z + bi)    g = tanh(Wg z + bg)    o = σ(Wo z + bo)
 *       c' = f * c + i * g                       h' = o * tanh(c')
 *
 * GRU   u = σ(Wu z + bu)    r = σ(Wr z + br)    (u, written z on the slides, is the update gate)
 *       reset before the product: g = tanh(Wx x + bx + Wh (r * h) + bh)
 *       reset after the product:  g = tanh(Wx x + bx + r * (Wh h + bh))
 *       h' = (1 - u) * h + u * g
 * </pre>
 *
 * <p>A {@link unrolled.nn.SequenceLayer} runs cells over whole sequences x [T, B, D], stacked and,
 * if wanted, in both directions (Schuster and Paliwal 1997): layer l reads the sequence of layer
 * l-1, with some of it dropped in training,
 *
 * <pre>
 * h[l, t] = cell[l](dropout(h[l-1, t]), h[l, t-1])        left to right
 * h[l, t] = cell'[l](dropout(h[l-1, t]), h[l, t+1])       right to left, set behind the first
 * </pre>
 *
 * <p>Beside them, what the recurrent cells are compared with: {@link unrolled.nn.CausalAttention},
 * which keeps all that it has read instead of a state, and {@link unrolled.nn.MinGRU}, whose state
 * goes through no nonlinearity.
 *
 * <pre>
 * attention  w[t, s] = softmax over s ≤ t of q[t] k[s] / √D      y[t] = sum over s of w[t, s] v[s]
 * minGRU     h' = (1 - σ(Wz x + bz)) * h + σ(Wz x + bz) * (Wg x + bg)
 * </pre>
 */
package unrolled.nn;
