package unrolled.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.nn.LSTMCell;

/** A single line on stderr makes a graded cell worth nothing, so DL4J must start in silence. */
class SilentStartTest {
  /** What a notebook's first contact with DL4J does, in a JVM of its own. */
  static final class FirstContact {
    private FirstContact() {}

    public static void main(String[] args) {
      LSTMCell cell = new LSTMCell(2, 3, DataType.DOUBLE, new Random(1));
      Tensor x = Tensor.zeros(DataType.DOUBLE, 2, 1, 2);
      DL4JLstm.of(cell).gradients(x, Tensor.zeros(DataType.DOUBLE, 2, 1, 3));
      ND4JLstm.of(cell).forward(x);
    }
  }

  @Test
  void dl4jStartsWithoutAWord() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // the kit's options: since JDK 24 the JVM itself warns of what JavaCPP does
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FirstContact.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).isEmpty();
  }
}
