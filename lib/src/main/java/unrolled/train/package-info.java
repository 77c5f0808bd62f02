/**
 * The character language model: training by truncated backpropagation through time, evaluation,
 * sampling, the record of a run, and files of weights.
 *
 * <pre>
 * h, state = layers(embed(x), state)       logits = W h + b        p = softmax(logits)
 * loss = mean of -ln p[next character]     bits = loss / ln 2      perplexity = exp(loss)
 * sampling: p = softmax(logits / temperature), of the k largest
 * </pre>
 *
 * <p>T steps, B streams, V characters, E embedding, H hidden: ids [T][B], embedded [T, B, E],
 * hidden states [T, B, H], logits [T, B, V].
 */
package unrolled.train;
