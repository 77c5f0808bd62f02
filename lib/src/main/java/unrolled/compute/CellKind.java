package unrolled.compute;

/** The recurrent cells that the fast layers know, with the number of their blocks of units. */
public enum CellKind {
  RNN(1),
  LSTM(4),
  GRU_RESET_BEFORE(3),
  GRU_RESET_AFTER(3);

  private final int blocks;

  CellKind(int blocks) {
    this.blocks = blocks;
  }

  /** Gates and candidates: how many blocks of H units a step computes. */
  public int blocks() {
    return blocks;
  }
}
