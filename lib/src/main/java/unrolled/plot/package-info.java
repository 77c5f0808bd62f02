/**
 * Pictures of the lecture's quantities.
 *
 * <p>A quantity is a Tablesaw table; a {@link unrolled.plot.Plot} names its columns. The plot is
 * drawn as a static picture, which is visible everywhere (XChart lays out axes and series), and is
 * a Tablesaw figure on request. Colours are those of Okabe and Ito, which colour-blind readers tell
 * apart; series differ by dash and marker too, so that a print in grey is read as well. Heat maps
 * use viridis, whose lightness grows evenly with the value.
 *
 * <p>Every picture stands on a white card of its own, so that it is read in dark themes too, and
 * carries alternative text.
 */
package unrolled.plot;
