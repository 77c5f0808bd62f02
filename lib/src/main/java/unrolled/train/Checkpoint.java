package unrolled.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;
import unrolled.text.Vocabulary;

/**
 * A model as a safetensors file with PyTorch's names and layout: {@code embedding.weight} [V, E],
 * {@code rnn.weight_ih_l0} and so on, {@code head.weight} [V, H], {@code head.bias} [V]. The file's
 * metadata holds what PyTorch does not need: {@code unrolled.model}, {@code unrolled.vocabulary},
 * and the provenance: {@code unrolled.recipe}, {@code unrolled.data_sha256}, {@code
 * unrolled.versions}.
 *
 * <p>PyTorch's GRU resets after the product. A GRU that resets before it is written in the same
 * layout, and only {@code unrolled.model} tells: PyTorch would compute another function from it.
 *
 * @param model with its weights
 * @param metadata of the file, the model's settings and vocabulary included
 */
public record Checkpoint(CharLanguageModel model, Map<String, String> metadata) {
  /** The metadata's key for the SHA-256 of the text that a model was trained on. */
  public static final String DATA_SHA256 = "unrolled.data_sha256";

  /** The metadata's key for the file of that text, as it was named when the model was trained. */
  public static final String DATA_FILE = "unrolled.data_file";

  private static final String MODEL = "unrolled.model";
  private static final String VOCABULARY = "unrolled.vocabulary";
  private static final String RNN = "rnn.";
  private static final JsonMapper JSON = new JsonMapper();

  public Checkpoint {
    metadata = Map.copyOf(metadata);
  }

  /** A model without provenance. */
  public static Checkpoint of(CharLanguageModel model) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("format", "pt");
    metadata.put(MODEL, json(model.shape()));
    metadata.put(VOCABULARY, model.vocabulary().symbols());
    return new Checkpoint(model, metadata);
  }

  /** A model and where it comes from. */
  public static Checkpoint of(CharLanguageModel model, TrainingRecord record) {
    Map<String, String> metadata = new TreeMap<>(of(model).metadata());
    metadata.put("unrolled.recipe", json(record.recipe()));
    metadata.put(DATA_SHA256, record.dataSha256());
    metadata.put("unrolled.versions", json(new TreeMap<>(record.versions())));
    return new Checkpoint(model, metadata);
  }

  /** With the name of the text's file; unchanged if it is null. */
  public Checkpoint withDataFile(Path file) {
    if (file == null) {
      return this;
    }
    Map<String, String> more = new TreeMap<>(metadata);
    more.put(DATA_FILE, file.toString());
    return new Checkpoint(model, more);
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes the file: all of it or, when that fails, nothing. */
  public void save(Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    if (model.embedding() != null) {
      tensors.put("embedding.weight", model.embedding());
    }
    tensors.putAll(PyTorchLayout.tensors(model.rnn(), RNN));
    tensors.put("head.weight", model.head().weight());
    tensors.put("head.bias", model.head().bias());
    byte[] bytes = new Safetensors(new TreeMap<>(metadata), tensors).bytes();

    Path target = file.toAbsolutePath();
    Path partial = target.resolveSibling("." + target.getFileName() + ".part");
    try {
      write(bytes, partial);
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /** By a plain stream, since an interrupt of the thread closes a channel in the middle. */
  private static void write(byte[] bytes, Path file) throws IOException {
    try (OutputStream stream = new FileOutputStream(file.toFile())) {
      stream.write(bytes);
    }
  }

  /**
   * Reads a file that holds its vocabulary: one of ours.
   *
   * @throws IllegalArgumentException in one line that names the file: missing, damaged, not a
   *     character language model, or without a vocabulary
   */
  public static Checkpoint load(Path file) {
    return load(
        file,
        () -> {
          throw Safetensors.wrong(
              "metadata " + VOCABULARY, "the model's characters", "none; give the training text");
        });
  }

  /**
   * Reads a file, and where it holds no vocabulary, as one from PyTorch does not, takes the given
   * one. Sizes and the kind of the cell then follow from the tensors' shapes.
   *
   * @param missing asked for a vocabulary only if the file has none
   * @throws IllegalArgumentException as the other
   */
  public static Checkpoint load(Path file, Supplier<Vocabulary> missing) {
    try {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException("expected a model file, found none");
      }
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException("expected a model file, got a directory or device");
      }
      return of(Safetensors.read(file), missing);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new IllegalArgumentException(file + ": expected a file that fits into memory", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static Checkpoint of(Safetensors file, Supplier<Vocabulary> missing) {
    Map<String, String> metadata = file.metadata();
    Map<String, Tensor> tensors = file.tensors();
    Inference inferred = Inference.of(tensors);
    ModelShape shape = metadata.containsKey(MODEL) ? shape(metadata.get(MODEL)) : inferred.shape();
    Vocabulary vocabulary =
        metadata.containsKey(VOCABULARY) ? symbols(metadata.get(VOCABULARY)) : missing.get();
    if (vocabulary.size() != inferred.symbols()) {
      throw Safetensors.wrong(
          "vocabulary",
          inferred.symbols() + " characters, as head.weight has rows",
          vocabulary.size());
    }
    if (!shape.withDropout(0).withRecurrentDropout(0).equals(inferred.shape(shape.cell()))) {
      throw Safetensors.wrong("metadata " + MODEL, "the tensors' " + inferred.shape(), shape);
    }
    CharLanguageModel model =
        new CharLanguageModel(shape, vocabulary, inferred.type(), new SplittableRandom(0));
    Map<String, long[]> expected = new LinkedHashMap<>(PyTorchLayout.shapes(model.rnn(), RNN));
    if (model.embedding() != null) {
      expected.put("embedding.weight", model.embedding().shape());
    }
    expected.put("head.weight", model.head().weight().shape());
    expected.put("head.bias", model.head().bias().shape());
    PyTorchLayout.check(expected, tensors);

    PyTorchLayout.assign(model.rnn(), RNN, tensors);
    DataType type = model.dataType();
    if (model.embedding() != null) {
      model.embedding().assign(tensors.get("embedding.weight").to(type));
    }
    model.head().weight().assign(tensors.get("head.weight").to(type));
    model.head().bias().assign(tensors.get("head.bias").to(type));
    return new Checkpoint(model, metadata);
  }

  private static ModelShape shape(String json) {
    ModelShape shape = null;
    Exception cause = null;
    try {
      shape = JSON.readValue(json, ModelShape.class);
    } catch (JsonProcessingException e) {
      cause = e;
    }
    if (shape == null) {
      throw new IllegalArgumentException(
          "metadata " + MODEL + ": expected a model's settings in JSON, got something else", cause);
    }
    return shape;
  }

  private static Vocabulary symbols(String symbols) {
    try {
      return Vocabulary.ofSymbols(symbols);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("metadata " + VOCABULARY + ", " + e.getMessage(), e);
    }
  }

  /** What the tensors' names and shapes tell. */
  private record Inference(
      int blocks, int hidden, int layers, int embedding, int symbols, DataType type) {
    static Inference of(Map<String, Tensor> tensors) {
      Tensor head = matrix(tensors, "head.weight", "[V, H]");
      Tensor recurrent = matrix(tensors, RNN + "weight_hh_l0", "[gates * H, H]");
      int hidden = (int) head.size(1);
      int blocks = (int) recurrent.size(0) / hidden;
      boolean known = blocks == 1 || blocks == 3 || blocks == 4;
      if (recurrent.size(0) % hidden != 0 || !known) {
        throw Safetensors.wrong(
            "tensor rnn.weight_hh_l0",
            "1, 3 or 4 times " + hidden + " rows (RNN, GRU, LSTM)",
            recurrent.size(0));
      }
      int layers = 1;
      while (tensors.containsKey(RNN + "weight_hh_l" + layers)) {
        layers++;
      }
      boolean embedded = tensors.containsKey("embedding.weight");
      int embedding = embedded ? (int) matrix(tensors, "embedding.weight", "[V, E]").size(1) : 0;
      return new Inference(blocks, hidden, layers, embedding, (int) head.size(0), head.dataType());
    }

    private static Tensor matrix(Map<String, Tensor> tensors, String name, String shape) {
      Tensor tensor = tensors.get(name);
      if (tensor == null || tensor.rank() != 2) {
        throw Safetensors.wrong(
            "tensor " + name,
            "shape " + shape,
            tensor == null ? "none" : java.util.Arrays.toString(tensor.shape()));
      }
      return tensor;
    }

    ModelShape shape() {
      CellKind cell =
          switch (blocks) {
            case 1 -> CellKind.RNN;
            case 3 -> CellKind.GRU_RESET_AFTER;
            default -> CellKind.LSTM;
          };
      return new ModelShape(cell, hidden, layers, embedding, 0, 0);
    }

    /** The same, of a given kind if its tensors have these shapes. */
    ModelShape shape(CellKind cell) {
      return cell.blocks() == blocks
          ? new ModelShape(cell, hidden, layers, embedding, 0, 0)
          : shape();
    }
  }
}
