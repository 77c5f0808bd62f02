package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import unrolled.text.Vocabulary;

/** Files that PyTorch wrote, without a word about what is in them. */
final class PyTorchWeightsTest {
  @ParameterizedTest
  @ValueSource(strings = {"rnn-1", "rnn-2", "lstm-1", "lstm-2", "gru-1", "gru-2"})
  void aFileFromPyTorchLoadsAndHasPyTorchsLoss(String name) throws Exception {
    JsonNode golden = new JsonMapper().readTree(file("losses.json").toFile());
    String text = golden.get("text").asText();
    Vocabulary vocabulary = Vocabulary.of(text);
    CharLanguageModel model =
        Checkpoint.load(file(name + ".safetensors"), () -> vocabulary).model();
    double loss = Evaluation.of(model, vocabulary.encode(text)).loss();
    assertThat(loss).isCloseTo(golden.get("losses").get(name).asDouble(), within(1e-5));
  }

  private static Path file(String name) throws IOException, URISyntaxException {
    return Path.of(PyTorchWeightsTest.class.getResource("/golden/weights/" + name).toURI());
  }
}
