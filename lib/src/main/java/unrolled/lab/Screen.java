package unrolled.lab;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where things are shown: the notebook around a running cell, or plain standard output. */
interface Screen {
  String HTML = "text/html";
  String TEXT = "text/plain";
  String MARKDOWN = "text/markdown";
  String PNG = "image/png";

  /**
   * Shows something in the output of the running cell.
   *
   * @param content by MIME type: text, or bytes
   * @param id what {@link #update} calls it by; null for what is never updated
   */
  void display(Map<String, Object> content, String id);

  /** Shows something else in the place of what was displayed with this id. */
  void update(Map<String, Object> content, String id);

  /**
   * Lets cells that end in a value of ours show it.
   *
   * @param view gives a value's content by MIME type; null for what it does not know
   */
  void render(Function<Object, Map<String, Object>> view);

  /** The screen of the kernel that this code runs in. */
  static Screen find() {
    return Stream.<Optional<Screen>>of(
            BridgeScreen.find(), JvmKernelScreen.ofIJava(), JvmKernelScreen.ofJJava())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(TextScreen::new);
  }
}
