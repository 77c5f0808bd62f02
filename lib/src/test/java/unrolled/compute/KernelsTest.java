package unrolled.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernels do what the plain loops do, at every vector length and without the Vector API. */
final class KernelsTest {
  private final KernelLaws laws = new KernelLaws();

  @Test
  void productsOfOddShapesAreThoseOfThePlainLoops() {
    laws.products();
    laws.doubleProducts();
  }

  @Test
  void gateLoopsAreThePlainLoops() {
    laws.gateLoops();
  }

  @Test
  void theErrorOfTheGatesFunctionsIsTheStatedOneOverTheWholeRange() {
    laws.activations();
  }

  @ParameterizedTest(name = "unrolled.vector={0}")
  @CsvSource({
    "128, 'Vector API, 128 bits'",
    "256, 'Vector API, 256 bits'",
    "off, plain loops",
  })
  void theLawsHoldInAMachineWithVectorsOf(String length, String kernels) throws Exception {
    List<String> options = List.of("--add-modules", "jdk.incubator.vector");
    assertThat(lawsIn(options, "-Dunrolled.vector=" + length)).contains(kernels);
  }

  @Test
  void theLawsHoldInAMachineWithoutTheIncubatorModule() throws Exception {
    assertThat(lawsIn(List.of())).contains("plain loops");
  }

  @Test
  void exactFunctionsCanBeAskedFor() throws Exception {
    List<String> options = List.of("--add-modules", "jdk.incubator.vector");
    String answer = lawsIn(options, "-Dunrolled.exact=true").strip();
    double error = Double.parseDouble(answer.substring(answer.lastIndexOf(' ')));
    assertThat(error).isLessThan(1.2e-7);
  }

  /** What {@link KernelLaws} says in a virtual machine of its own. */
  private static String lawsIn(List<String> options, String... properties)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of(properties));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KernelLaws.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
