package unrolled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.text.Corpus;
import unrolled.text.Vocabulary;

final class CheckpointTest {
  private static final Corpus CORPUS = Corpus.of("ein hut, der stand ihm gut. ".repeat(40));

  @TempDir Path folder;

  static Stream<Arguments> models() {
    return Stream.of(CellKind.values())
        .flatMap(
            cell ->
                Stream.of(
                    Arguments.of(ModelShape.of(cell, 6).withDropout(0.25), DataType.FLOAT),
                    Arguments.of(
                        ModelShape.of(cell, 5).withLayers(2).withEmbedding(3), DataType.DOUBLE)));
  }

  private static CharLanguageModel model(ModelShape shape, DataType type) {
    return new CharLanguageModel(shape, CORPUS.vocabulary(), type, new Random(1));
  }

  private static CharLanguageModel small() {
    return model(ModelShape.of(CellKind.LSTM, 3), DataType.FLOAT);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("models")
  void whatIsReadIsWhatWasWritten(ModelShape shape, DataType type) throws IOException {
    CharLanguageModel model = model(shape, type);
    Path file = folder.resolve("model.safetensors");
    Checkpoint.of(model).save(file);
    CharLanguageModel read = Checkpoint.load(file).model();
    assertThat(read.shape()).isEqualTo(shape);
    assertThat(read.vocabulary()).isEqualTo(model.vocabulary());
    assertThat(Evaluation.of(read, CORPUS)).isEqualTo(Evaluation.of(model, CORPUS));
    assertThat(Checkpoint.load(file).metadata()).isEqualTo(Checkpoint.of(model).metadata());
  }

  @Test
  void provenanceTravelsWithTheModel() throws IOException {
    Recipe recipe =
        Recipe.of(Budget.steps(2)).withBatch(4).withStepsPerChunk(5).withSeed(77).withThreads(1);
    CharLanguageModel model =
        Trainer.newModel(ModelShape.of(CellKind.RNN, 3), CORPUS.vocabulary(), recipe);
    TrainingRecord record = new Trainer(model, CORPUS, recipe).run();
    Path file = folder.resolve("model.safetensors");
    Checkpoint.of(model, record).save(file);
    Map<String, String> metadata = Checkpoint.load(file).metadata();
    assertThat(metadata.get(Checkpoint.DATA_SHA256)).isEqualTo(CORPUS.sha256());
    assertThat(metadata.get("unrolled.recipe")).contains("\"seed\":77");
    assertThat(metadata.get("unrolled.versions")).contains("\"java\"");
  }

  @Test
  void namesAndShapesArePyTorchs() {
    CharLanguageModel model =
        model(ModelShape.of(CellKind.LSTM, 5).withLayers(2).withEmbedding(3), DataType.FLOAT);
    Map<String, String> shapes = new LinkedHashMap<>();
    written(model).tensors().forEach((n, t) -> shapes.put(n, Arrays.toString(t.shape())));
    int v = CORPUS.vocabulary().size();
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("embedding.weight", "[" + v + ", 3]");
    expected.put("rnn.weight_ih_l0", "[20, 3]");
    expected.put("rnn.weight_hh_l0", "[20, 5]");
    expected.put("rnn.bias_ih_l0", "[20]");
    expected.put("rnn.bias_hh_l0", "[20]");
    expected.put("rnn.weight_ih_l1", "[20, 5]");
    expected.put("rnn.weight_hh_l1", "[20, 5]");
    expected.put("rnn.bias_ih_l1", "[20]");
    expected.put("rnn.bias_hh_l1", "[20]");
    expected.put("head.weight", "[" + v + ", 5]");
    expected.put("head.bias", "[" + v + "]");
    assertThat(shapes).containsExactlyEntriesOf(expected);
  }

  @Test
  void aFileWithoutMetadataNeedsOnlyAVocabulary() throws IOException {
    for (CellKind cell : List.of(CellKind.RNN, CellKind.LSTM, CellKind.GRU_RESET_AFTER)) {
      for (int layers : new int[] {1, 2}) {
        CharLanguageModel model = model(ModelShape.of(cell, 4).withLayers(layers), DataType.FLOAT);
        Path file = folder.resolve("bare.safetensors");
        Files.write(file, new Safetensors(Map.of(), written(model).tensors()).bytes());
        CharLanguageModel read = Checkpoint.load(file, CORPUS::vocabulary).model();
        assertThat(read.shape()).isEqualTo(model.shape());
        assertThat(Evaluation.of(read, CORPUS)).isEqualTo(Evaluation.of(model, CORPUS));
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Checkpoint.load(file))
            .withMessageContaining("bare.safetensors: metadata unrolled.vocabulary")
            .withMessageContaining("give the training text");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> Checkpoint.load(file, () -> Vocabulary.of("ab")))
            .withMessageContaining("characters, as head.weight has rows, got 2");
      }
    }
  }

  @Test
  void savingReplacesTheFileOrLeavesNothing() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Files.writeString(file, "something older");
    Checkpoint.of(small()).save(file);
    assertThat(Checkpoint.load(file).model().shape().hidden()).isEqualTo(3);
    Path nowhere = folder.resolve("missing").resolve("model.safetensors");
    assertThatThrownBy(() -> Checkpoint.of(small()).save(nowhere)).isInstanceOf(IOException.class);
    Path taken = Files.createDirectories(folder.resolve("taken").resolve("full")).getParent();
    assertThatThrownBy(() -> Checkpoint.of(small()).save(taken)).isInstanceOf(IOException.class);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(file, taken);
    }
  }

  @Test
  void aMissingFileAndADirectoryAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.load(folder.resolve("no.safetensors")))
        .withMessageEndingWith("no.safetensors: expected a model file, found none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.load(folder))
        .withMessageContaining("got a directory");
  }

  private static Safetensors written(CharLanguageModel model) {
    try {
      Path file = Files.createTempFile("written", ".safetensors");
      try {
        Checkpoint.of(model).save(file);
        return Safetensors.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertRefused(byte[] bytes, String message) throws IOException {
    Path file = folder.resolve("damaged.safetensors");
    Files.write(file, bytes);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.load(file))
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  private static byte[] file(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  @Test
  void damagedFilesAreRefusedInOneLine() throws IOException {
    byte[] good = written(small()).bytes();
    assertRefused(new byte[0], "at least 8 bytes, got 0");
    assertRefused(Arrays.copyOf(good, 5), "at least 8 bytes, got 5");
    assertRefused(Arrays.copyOf(good, 100), "header: expected a length of 2 to 92 bytes");
    assertRefused(Arrays.copyOf(good, good.length - 4), "(truncated?)");
    assertRefused(Arrays.copyOf(good, good.length + 1), "data: expected");
    byte[] negative = good.clone();
    negative[7] = -1;
    assertRefused(negative, "header: expected a length");
    assertRefused("hello, world, this is a text".getBytes(StandardCharsets.UTF_8), "header");
    assertRefused(file("{\"a\": ", 0), "header: expected JSON");
    assertRefused(file("[1, 2]", 0), "header: expected a JSON object");
    assertRefused(file("{\"__metadata__\": {\"a\": 1}}", 0), "metadata, a: expected a string");
    assertRefused(file("{}", 0), "tensor head.weight: expected shape [V, H], got none");
  }

  @Test
  void wrongEntriesAreRefusedInOneLine() throws IOException {
    assertRefused(entry("BF16", "[2]", "[0, 4]", 4), "a, dtype: expected F32 or F64, got BF16");
    assertRefused(entry("F32", "[2]", "[0, 4]", 4), "a, data_offsets: expected 8 bytes");
    assertRefused(entry("F32", "[2]", "[8, 0]", 8), "a, data_offsets: expected [begin, end]");
    assertRefused(entry("F32", "[-2]", "[0, 8]", 8), "a, shape: expected an array of whole");
    assertRefused(entry("F32", "[0]", "[0, 0]", 0), "a, shape: expected sizes of at least 1");
    assertRefused(
        entry("F32", "[4000000000, 4000000000]", "[0, 8]", 8), "a, shape: expected sizes");
    assertRefused(entry("F32", "2", "[0, 8]", 8), "a, shape: expected an array");
    assertRefused(entry("F32", "[2]", "[0, 8.5]", 8), "a, data_offsets: expected an array");
    assertRefused(entry("F32", "[2]", "[4, 12]", 12), "a, data_offsets: expected a beginning at 0");
    assertRefused(file("{\"a\": 1}", 0), "a, dtype: expected F32 or F64, got none");
    String twice = "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    assertRefused(file("{\"a\":" + twice + ",\"a\":" + twice + "}", 4), "header: expected JSON");
    assertRefused(
        file("{\"a\":" + twice + ",\"b\":" + twice + "}", 4),
        "b, data_offsets: expected a beginning at 4, got 0");
  }

  private static byte[] entry(String dtype, String shape, String offsets, int data) {
    return file(
        "{\"a\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}"
            .formatted(dtype, shape, offsets),
        data);
  }

  private void assertRefusedWith(Consumer<Map<String, Tensor>> change, String message)
      throws IOException {
    Safetensors good = written(small());
    Map<String, Tensor> tensors = new LinkedHashMap<>(good.tensors());
    change.accept(tensors);
    assertRefused(new Safetensors(good.metadata(), tensors).bytes(), message);
  }

  @Test
  void tensorsThatAreNoLanguageModelAreRefused() throws IOException {
    assertRefusedWith(
        t -> t.remove("rnn.bias_hh_l0"), "tensor rnn.bias_hh_l0: expected shape [12], got none");
    assertRefusedWith(
        t -> t.put("rnn.bias_hh_l0", Tensor.zeros(DataType.FLOAT, 11)),
        "tensor rnn.bias_hh_l0: expected shape [12], got [11]");
    assertRefusedWith(
        t -> t.put("rnn.weight_hh_l0", Tensor.zeros(DataType.FLOAT, 6, 3)),
        "expected 1, 3 or 4 times 3 rows");
    assertRefusedWith(
        t -> t.put("attention.weight", Tensor.zeros(DataType.FLOAT, 1)),
        "tensor attention.weight: expected none of that name");
    assertRefusedWith(
        t -> {
          float[] broken = t.get("head.bias").floats().clone();
          broken[1] = Float.NaN;
          t.put("head.bias", Tensor.of(broken, broken.length));
        },
        "tensor head.bias: expected finite numbers");
  }

  @Test
  void metadataThatContradictsTheTensorsIsRefused() throws IOException {
    Safetensors good = written(small());
    for (Map.Entry<String, String> change :
        Map.of(
                "unrolled.model", "{\"cell\":\"LSTM\",\"hidden\":4,\"layers\":1}",
                "unrolled.vocabulary", "abc")
            .entrySet()) {
      Map<String, String> metadata = new LinkedHashMap<>(good.metadata());
      metadata.put(change.getKey(), change.getValue());
      String part = change.getKey().substring("unrolled.".length());
      assertRefused(new Safetensors(metadata, good.tensors()).bytes(), part);
    }
    for (String settings :
        List.of("", "7", "{\"cell\":\"TRANSFORMER\"}", "{\"hidden\":-1}", "null")) {
      Map<String, String> metadata = new LinkedHashMap<>(good.metadata());
      metadata.put("unrolled.model", settings);
      assertRefused(new Safetensors(metadata, good.tensors()).bytes(), "metadata unrolled.model");
    }
  }
}
