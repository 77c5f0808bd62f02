/**
 * What {@code ./kit bench layers} runs: one engine a process, which reads what to measure from its
 * standard input, a JSON object a line, and answers likewise. So the rounds of several engines,
 * some of them in other languages, can be interleaved, and their thread pools never meet.
 *
 * <p>A load is a whole training step (forward, loss, backward, clipping, Adam) of a character
 * model, V = 65 symbols as one-hot vectors, or one character of a stream. B batch, T steps, H
 * hidden size.
 */
package unrolled.bench;
