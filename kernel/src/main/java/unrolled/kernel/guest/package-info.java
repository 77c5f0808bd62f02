/**
 * What the kernel plants among the user's classes: the check that stops a cell, and the guards of
 * the process.
 */
package unrolled.kernel.guest;
