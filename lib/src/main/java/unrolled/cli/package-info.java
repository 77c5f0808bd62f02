/**
 * The commands {@code train}, {@code eval} and {@code sample} behind {@code ./kit}. Answers go to
 * stdout, everything else to stderr; exit code 0 for success, 1 for a failure, 2 for wrong usage,
 * 130 after Ctrl-C.
 */
package unrolled.cli;
