/** A small Jupyter kernel for Java that stands on JJava's published base library. */
package unrolled.kernel;
