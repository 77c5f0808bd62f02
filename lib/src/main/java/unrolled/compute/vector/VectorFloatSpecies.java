package unrolled.compute.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector length in use. */
final class VectorFloatSpecies {
  static final VectorSpecies<Float> SPECIES = choose();
  static final int LANES = SPECIES.length();

  private VectorFloatSpecies() {}

  private static VectorSpecies<Float> choose() {
    return switch (System.getProperty("unrolled.vector", "")) {
      case "128" -> FloatVector.SPECIES_128;
      case "256" -> FloatVector.SPECIES_256;
      case "512" -> FloatVector.SPECIES_512;
      default -> FloatVector.SPECIES_PREFERRED;
    };
  }
}
