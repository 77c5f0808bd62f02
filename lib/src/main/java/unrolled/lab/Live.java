package unrolled.lab;

import java.util.UUID;

/**
 * A place in a cell's output whose content is replaced: a training curve that grows, say. What was
 * shown last stays in the saved notebook.
 */
public final class Live {
  private final Screen screen;
  private final String id = UUID.randomUUID().toString();
  private boolean displayed;

  Live(Screen screen) {
    this.screen = screen;
  }

  /** Shows a value here instead of the one before. */
  public synchronized void show(Object value) {
    if (displayed) {
      screen.update(Views.of(value), id);
    } else {
      screen.display(Views.of(value), id);
      displayed = true;
    }
  }
}
