package unrolled.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  private static String row(String group, String engine, int hidden, int threads, int speed) {
    return """
        {"group": "%s", "engine": "%s", "batch": 64, "steps": 64, "hidden": %d, "layers": 1,
         "threads": %d, "chars_per_s": %d}"""
        .formatted(group, engine, hidden, threads, speed);
  }

  @Test
  void eachEngineIsDrawnAtItsBestAsAPartOfTheProductsAlone(@TempDir Path folder)
      throws IOException {
    Path rows = folder.resolve("bench.json");
    Files.writeString(
        rows,
        """
        {"rows": [%s, %s, %s, %s, %s]}"""
            .formatted(
                row("engines", "ours", 256, 1, 30_000),
                row("engines", "ours", 256, 2, 57_000),
                row("engines", "products", 256, 2, 60_000),
                row("growth", "ours", 128, 2, 200_000),
                row("growth", "ours", 256, 2, 50_000)));
    Pictures.main(new String[] {rows.toString(), folder.resolve("images").toString()});
    assertThat(folder.resolve("images/roofline.svg")).content().contains("0.95").contains("B 64");
    assertThat(folder.resolve("images/growth.svg")).content().contains("hidden size H");
  }
}
