package unrolled.plot;

import java.awt.geom.Rectangle2D;
import java.util.function.DoubleUnaryOperator;

/**
 * Where values lie on the paper.
 *
 * @param area what is between the axes
 */
record Places(Rectangle2D area, DoubleUnaryOperator x, DoubleUnaryOperator y) {}
