/** Plain-array number crunching for the fast layers; knows nothing of the rest of the house. */
package unrolled.compute;
