package unrolled.lab;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import unrolled.autograd.Tensor;
import unrolled.plot.Interactive;
import unrolled.plot.Picture;

/** What is shown of a value: content by MIME type, always with plain text. */
final class Views {
  /** The types that have a view of their own. */
  static final List<Class<?>> TYPES =
      List.of(
          Picture.class,
          Table.class,
          Figure.class,
          Html.class,
          Tensor.class,
          INDArray.class,
          BufferedImage.class);

  private Views() {}

  /** A view of any value. */
  static Map<String, Object> of(Object value) {
    Map<String, Object> own = ofOwn(value);
    return own == null ? Map.of(Screen.TEXT, String.valueOf(value)) : own;
  }

  /** A view of a value of these types; null for others. */
  static Map<String, Object> ofOwn(Object value) {
    if (value instanceof Picture picture) {
      return html(picture.html(), picture.alternativeText());
    }
    if (value instanceof Table table) {
      TableView view = TableView.of(table);
      return html(view.html(), view.text());
    }
    if (value instanceof Figure figure) {
      return html(Interactive.html(figure), "figure of " + figure.getTraces().length + " traces");
    }
    if (value instanceof Html html) {
      return html(html.markup(), html.text());
    }
    if (value instanceof Tensor tensor) {
      return Map.of(Screen.TEXT, "Tensor " + ArrayView.of(tensor.array()));
    }
    if (value instanceof INDArray array) {
      return Map.of(Screen.TEXT, "INDArray " + ArrayView.of(array));
    }
    if (value instanceof BufferedImage image) {
      String text = "image, %d x %d pixels".formatted(image.getWidth(), image.getHeight());
      return Map.of(Screen.PNG, png(image), Screen.TEXT, text);
    }
    return null;
  }

  private static Map<String, Object> html(String html, String text) {
    return Map.of(Screen.HTML, html, Screen.TEXT, text);
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
