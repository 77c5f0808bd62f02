package answers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import unrolled.grade.A3;

/** Reads a file in search of the hidden tests. */
public final class CheatFiles {
  private CheatFiles() {}

  public static A3.Gate gate() {
    return (l, z) -> {
      try {
        return Files.readString(Path.of("a3.ipynb"));
      } catch (IOException e) {
        return null;
      }
    };
  }
}
