/**
 * Jupyter's messaging protocol, version 5.3: the connection file, signed multi-part messages and
 * the five sockets.
 */
package unrolled.kernel.protocol;
