package unrolled.kernel.guest;

/** Thrown into a cell that is to stop. */
public final class CellStopped extends Error {
  private static final long serialVersionUID = 1L;

  CellStopped() {
    super("the cell was interrupted", null, false, false);
  }
}
