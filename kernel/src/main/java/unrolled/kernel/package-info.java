/**
 * A small Jupyter kernel for Java: JShell, spoken to over ZeroMQ.
 *
 * <p>Three packages, one way through them: {@code protocol} turns frames into checked messages and
 * back, {@code engine} runs cells in JShell, {@code output} carries what they print and display.
 * {@code guest} holds the few bytes that live among the user's own classes. Nothing else of the
 * kernel can be seen from a cell.
 */
package unrolled.kernel;
