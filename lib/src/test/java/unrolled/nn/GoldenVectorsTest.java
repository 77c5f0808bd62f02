package unrolled.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static unrolled.autograd.Functions.concat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import unrolled.autograd.Tensor;
import unrolled.compute.CellKind;

/** Our layers are PyTorch's: outputs, last states, every gradient (see golden/README.md). */
class GoldenVectorsTest {
  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "rnn, RNN, DOUBLE",
    "rnn, RNN, FLOAT",
    "rnn-two-layers, RNN, DOUBLE",
    "rnn-two-layers, RNN, FLOAT",
    "lstm, LSTM, DOUBLE",
    "lstm, LSTM, FLOAT",
    "lstm-two-layers-both-directions, LSTM, DOUBLE",
    "lstm-two-layers-both-directions, LSTM, FLOAT",
    "gru-reset-after, GRU_RESET_AFTER, DOUBLE",
    "gru-reset-after, GRU_RESET_AFTER, FLOAT",
    "gru-reset-after-two-layers-both-directions, GRU_RESET_AFTER, DOUBLE",
    "gru-reset-after-two-layers-both-directions, GRU_RESET_AFTER, FLOAT",
    "gru-reset-before, GRU_RESET_BEFORE, DOUBLE",
    "gru-reset-before, GRU_RESET_BEFORE, FLOAT",
  })
  void theLayerIsPyTorchs(String file, CellKind kind, DataType type) throws IOException {
    Golden golden = Golden.read(file, type);
    SequenceLayer layer = layer(kind, golden);
    exchange(layer, golden, "weights", Tensor::assign);

    Tensor x = Tensor.parameter(golden.tensor("x"));
    List<Tensor> state = golden.tensors("state").stream().map(Tensor::parameter).toList();
    SequenceLayer.Output out = layer.forward(x, state);
    golden.close(out.sequence(), golden.tensor("output"));
    golden.close(out.state(), golden.tensors("last"));

    Tensor loss = out.sequence().mul(golden.tensor("d_output")).sum();
    List<Tensor> dLast = golden.tensors("d_last");
    for (int s = 0; s < dLast.size(); s++) {
      loss = loss.add(out.state().get(s).mul(dLast.get(s)).sum());
    }
    loss.backward();
    golden.close(x.gradient(), golden.tensor("d_x"));
    golden.close(state.stream().map(Tensor::gradient).toList(), golden.tensors("d_state"));
    exchange(layer, golden, "d_weights", (p, g) -> golden.close(p.gradient(), g));
  }

  private static SequenceLayer layer(CellKind kind, Golden golden) {
    long[] w = golden.tensor("weights", "weight_ih_l0").shape();
    int hidden = (int) w[0] / kind.blocks();
    LayerShape shape =
        new LayerShape((int) w[1], hidden, golden.layers(), golden.bidirectional(), 0, 0);
    Random random = new Random(1);
    return switch (kind) {
      case RNN -> new RNN(shape, golden.type(), random);
      case LSTM -> new LSTM(shape, golden.type(), random);
      case GRU_RESET_BEFORE -> new GRU(shape, GRUCell.Reset.BEFORE_PRODUCT, golden.type(), random);
      case GRU_RESET_AFTER -> new GRU(shape, GRUCell.Reset.AFTER_PRODUCT, golden.type(), random);
    };
  }

  /** Brings each parameter together with PyTorch's value for it, or with PyTorch's gradient. */
  private static void exchange(
      SequenceLayer layer, Golden golden, String what, BiConsumer<Tensor, Tensor> meeting) {
    boolean gradient = what.startsWith("d_");
    for (int l = 0; l < layer.layers(); l++) {
      for (boolean reverse : layer.bidirectional() ? List.of(false, true) : List.of(false)) {
        Rows rows = new Rows(golden, what, "l" + l + (reverse ? "_reverse" : ""), gradient);
        if (layer instanceof RNN rnn) {
          RNNCell cell = rnn.cell(l, reverse);
          meeting.accept(cell.input().weight(), rows.of("weight_ih", 0, 1));
          meeting.accept(cell.recurrent().weight(), rows.of("weight_hh", 0, 1));
          meeting.accept(cell.recurrent().bias(), rows.bias(0, 1));
        } else if (layer instanceof LSTM lstm) {
          LSTMCell cell = lstm.cell(l, reverse);
          List<Linear> order =
              List.of(cell.input(), cell.forget(), cell.candidate(), cell.output());
          for (int g = 0; g < 4; g++) {
            meeting.accept(order.get(g).weight(), rows.joint(g, 4));
            meeting.accept(order.get(g).bias(), rows.bias(g, 4));
          }
        } else {
          GRUCell cell = ((GRU) layer).cell(l, reverse);
          meeting.accept(cell.reset().weight(), rows.joint(0, 3));
          meeting.accept(cell.reset().bias(), rows.bias(0, 3));
          // PyTorch's z keeps the old state: it is 1 - z of ours, and 1 - σ(a) = σ(-a)
          meeting.accept(cell.update().weight(), rows.joint(1, 3).neg());
          meeting.accept(cell.update().bias(), rows.bias(1, 3).neg());
          meeting.accept(cell.candidateInput().weight(), rows.of("weight_ih", 2, 3));
          meeting.accept(cell.candidateInput().bias(), rows.of("bias_ih", 2, 3));
          meeting.accept(cell.candidateHidden().weight(), rows.of("weight_hh", 2, 3));
          meeting.accept(cell.candidateHidden().bias(), rows.of("bias_hh", 2, 3));
        }
      }
    }
  }

  /** PyTorch sets the gates above each other as blocks of H rows. */
  private record Rows(Golden golden, String what, String layer, boolean gradient) {
    Tensor of(String name, int block, int blocks) {
      Tensor all = golden.tensor(what, name + "_" + layer);
      long h = all.size(0) / blocks;
      return all.slice(0, block * h, (block + 1) * h);
    }

    /** Ours is on z = [h, x]. */
    Tensor joint(int block, int blocks) {
      return concat(of("weight_hh", block, blocks), of("weight_ih", block, blocks));
    }

    /** PyTorch has two biases where one is enough: their sum; the gradient is that of either. */
    Tensor bias(int block, int blocks) {
      Tensor first = of("bias_ih", block, blocks);
      return gradient ? first : first.add(of("bias_hh", block, blocks));
    }
  }

  private record Golden(JsonNode json, DataType type) {
    static Golden read(String file, DataType type) throws IOException {
      try (InputStream in =
          GoldenVectorsTest.class.getResourceAsStream("/golden/" + file + ".json")) {
        return new Golden(new ObjectMapper().readTree(in), type);
      }
    }

    int layers() {
      return json.get("layers").intValue();
    }

    boolean bidirectional() {
      return json.get("bidirectional").booleanValue();
    }

    Tensor tensor(String... path) {
      JsonNode node = json;
      for (String name : path) {
        node = node.get(name);
      }
      return tensor(node);
    }

    List<Tensor> tensors(String name) {
      List<Tensor> tensors = new ArrayList<>();
      json.get(name).forEach(node -> tensors.add(tensor(node)));
      return tensors;
    }

    private Tensor tensor(JsonNode node) {
      ObjectMapper mapper = new ObjectMapper();
      double[] values = mapper.convertValue(node.get("values"), double[].class);
      return Tensor.of(values, mapper.convertValue(node.get("shape"), long[].class)).to(type);
    }

    void close(List<Tensor> actual, List<Tensor> expected) {
      assertThat(actual).hasSameSizeAs(expected);
      for (int s = 0; s < actual.size(); s++) {
        close(actual.get(s), expected.get(s));
      }
    }

    /** The file has 12 digits. */
    void close(Tensor actual, Tensor expected) {
      assertThat(actual.shape()).isEqualTo(expected.shape());
      double[] got = actual.toDoubles();
      double[] wanted = expected.toDoubles();
      double tolerance = type == DataType.DOUBLE ? 1e-10 : 1e-5;
      for (int i = 0; i < got.length; i++) {
        assertThat(Math.abs(got[i] - wanted[i]) / Math.max(1, Math.abs(wanted[i])))
            .isLessThan(tolerance);
      }
    }
  }
}
