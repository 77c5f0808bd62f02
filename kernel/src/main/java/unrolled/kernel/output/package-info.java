/** What cells print, ask and display, on its way to the front end. */
package unrolled.kernel.output;
