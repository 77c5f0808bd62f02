/**
 * Runs cells in JShell: splits them into snippets, loads and guards what is compiled, stops it, and
 * explains what went wrong.
 */
package unrolled.kernel.engine;
