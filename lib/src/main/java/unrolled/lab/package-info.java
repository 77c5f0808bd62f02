/**
 * What a notebook touches: start-up and display, on any Java kernel.
 *
 * <p>{@link unrolled.lab.Lab#start()} belongs in the first cell. From then on a cell that ends in a
 * table, a picture, a figure or an array shows it, and {@link unrolled.lab.Lab} shows them from
 * within a cell. Nothing here is tied to a kernel at compile time: this kit's kernel is found by
 * its bridge among the system's properties, IJava and JJava by their class names; outside a kernel
 * everything is printed as text.
 */
package unrolled.lab;
